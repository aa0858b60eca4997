namespace Gatehouse.Server.Platform.Configuration;

/// <summary>The environment variable that a setting may also come from.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AliasAttribute(string name) : Attribute
{
    public string Name => name;
}
