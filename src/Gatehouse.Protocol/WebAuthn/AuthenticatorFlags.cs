namespace Gatehouse.Protocol.WebAuthn;

/// <summary>Section 6.1: what the authenticator says of its user and of the credential.</summary>
[Flags]
internal enum AuthenticatorFlags
{
    None = 0,

    /// <summary>UP: somebody was there.</summary>
    UserPresent = 0x01,

    /// <summary>UV: it was the credential's owner, by a PIN, a finger, a face.</summary>
    UserVerified = 0x04,

    /// <summary>BE: the credential may leave the device, in a backup.</summary>
    BackupEligible = 0x08,

    /// <summary>BS: it has been backed up.</summary>
    BackedUp = 0x10,

    /// <summary>AT: the data hold a new credential.</summary>
    AttestedCredential = 0x40,

    /// <summary>ED: the data hold extensions.</summary>
    Extensions = 0x80,
}
