using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>Custom domains on the wire (contract/management-misc.md 6).</summary>
internal static class DomainShapes
{
    public static ObjectSchema Domain { get; } = new(
        Schemas.Text.Required("id"),
        Schemas.Text.Required("domain"),
        Schemas.OneOf("PendingVerification", "PendingSsl", "Active", "Error").Required("status"),
        Schemas.Text.OrNull().Required("errorMessage"),
        Schemas.ListOf(Schemas.ObjectOf(Schemas.Text.Required("name"), Schemas.Text.Required("type"), Schemas.Text.Required("value"))).Required("dnsRecords"),
        Schemas.Integer.Required("createdAt"));

    public static ListSchema<JsonText> VerificationFiles { get; } = Schemas.ListOf(Schemas.ObjectOf(
        Schemas.NonEmptyText.AtMost(256).Required("path"),
        Schemas.Text.AtMost(16384).Required("content"),
        Schemas.OneOf("text/plain", "application/json").Required("contentType")));
}
