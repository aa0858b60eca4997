using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>
/// Whether applications may introduce themselves by a document at their own URL (client ID metadata documents). They may not here: the
/// switch of the release after the contract's (contract/management-misc.md 12) is there to be read, and stays off.
/// </summary>
internal static class CimdConfig
{
    public static Field<bool> Enabled { get; } = Schemas.Flag.Optional("enabled");

    public static ObjectSchema Shape { get; } = new(Schemas.Flag.Required("enabled"));

    public static JsonText Off { get; } = JsonText.FromStored("""{"enabled":false}""");
}
