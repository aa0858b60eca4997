using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tests.Hosting;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>
/// The error codes of contract/management-error-codes.md that the Management API raises: each has sentences, and a test provokes each.
/// </summary>
public sealed class ErrorCodeTests
{
    /// <summary>Codes of the contract that this server never answers with, by the reason.</summary>
    private static readonly Dictionary<string, string[]> NeverRaised = new()
    {
        ["plans and limits of a cloud"] = ["auth.exceed_token_limit", "jwt_customizer.can_not_create_for_admin_tenant", "domain.exceed_domain_limit"],
        ["needs a provider of host names, which an installation of one's own does not have"] =
        [
            "application.cloudflare_unknown_error", "application.sync_application_secret_failed", "domain.cloudflare_data_missing",
            "domain.cloudflare_unknown_error", "domain.cloudflare_response_error", "domain.cloudflare_not_found",
        ],
        ["faults inside, which are a 500 without code here"] =
        [
            "entity.create_failed", "request.general", "guard.can_not_get_tenant_id", "connector.invalid_metadata", "connector.invalid_config_guard",
            "connector.more_than_one_connector_factory", "connector.more_than_one_sms", "connector.more_than_one_email", "connector.template_not_supported",
        ],
        ["scripts are not run"] = ["action.general", "action.sign_in_identifier_changed", "jwt_customizer.general"],
        ["pages of one's own are not served, and files lie in the database"] = ["request.range_not_satisfiable", "storage.upload_error", "storage.download_error"],
        ["raised while users sign in with a provider's account, not by the Management API"] =
        [
            "connector.usage_limit_exceeded", "connector.invalid_request_parameters", "connector.insufficient_request_parameters", "connector.invalid_certificate",
            "single_sign_on.idp_initiated_authentication_client_callback_uri_not_found",
        ],
        ["not mounted in the release that the contract is of"] =
        [
            "single_sign_on.idp_initiated_authentication_not_supported", "single_sign_on.idp_initiated_authentication_invalid_application_type",
            "single_sign_on.idp_initiated_authentication_redirect_uri_not_registered", "single_sign_on.sso_signing_unavailable",
            "single_sign_on.can_not_delete_active_signing_key", "single_sign_on.can_not_deactivate_signing_key_in_use", "single_sign_on.active_signing_key_required",
        ],
    };

    private static List<string> Listed => [.. File.ReadLines(Repository.PathOf("tests/Gatehouse.Server.Tests/ManagementApi/Contract/error-codes.txt")).Select(line => line.Split(' ')[0])];

    private static IEnumerable<string> Raised => Listed.Except(NeverRaised.Values.SelectMany(codes => codes));

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages()
    {
        var phrases = new Phrases();
        foreach (var language in (string[])["en", "ko"])
            AssertNone($"without a sentence in {language}", Raised.Except(phrases.Names(language)));
    }

    [Fact]
    public void Every_code_is_provoked_by_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("ErrorCodeTests.cs", StringComparison.Ordinal)).Select(File.ReadAllText));
        // A theory names what its codes have in common once.
        AssertNone("without a test", Raised.Where(code => !Spellings(code).Any(spelling => tests.Contains(spelling, StringComparison.Ordinal))));
    }

    [Fact]
    public void What_is_never_raised_is_in_the_list_and_in_no_source()
    {
        var never = NeverRaised.Values.SelectMany(codes => codes).ToList();
        Assert.Empty(never.Except(Listed));
        var sources = string.Concat(SourceTree.Server.Select(file => file.Text));
        AssertNone("raised after all", never.Where(code => sources.Contains($"\"{code}\"", StringComparison.Ordinal)));
    }

    private static string[] Spellings(string code) =>
        [$"\"{code}\"", $"\"{code.Split('.')[^1]}\"", code.Replace(".email_", ".{kind}_", StringComparison.Ordinal).Replace(".phone_", ".{kind}_", StringComparison.Ordinal) + '"'];

    private static void AssertNone(string what, IEnumerable<string> codes)
    {
        var found = codes.ToList();
        Assert.True(found.Count == 0, $"{found.Count} codes {what}:\n{string.Join('\n', found)}");
    }
}
