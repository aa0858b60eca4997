using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Settings;

/// <summary>contract/management-misc.md 6: domains without a provider of host names.</summary>
public sealed class DomainTests : ServerTest
{
    [Fact]
    public async Task There_are_no_domains_and_none_can_be_made()
    {
        Assert.Equal("[]", (await Api.GetAnswerAsync("/api/domains")).Expect(200).Text);
        (await Api.PostAnswerAsync("/api/domains", """{"domain":"id.acme.test"}""")).Expect(400, "domain.not_configured");
        (await Api.PostAnswerAsync("/api/domains", "{}")).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync("/api/domains/cleanup", "{}")).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync("/api/domains/cleanup", """{"staleDays":7}""")).Expect(400, "domain.not_configured");
        (await Api.GetAnswerAsync("/api/domains/any")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync("/api/domains/any")).Expect(400, "domain.not_configured");
        (await Api.GetAnswerAsync("/api/domains/any/verification-files")).Expect(404, "entity.not_exists_with_id");
        (await Api.PutAnswerAsync("/api/domains/any/verification-files", """{"verificationFiles":[]}""")).Expect(404, "entity.not_exists_with_id");
        (await Api.PutAnswerAsync("/api/domains/any/verification-files", """{"verificationFiles":[{"path":"a.txt"}]}""")).Expect(400, "guard.invalid_input");
    }
}
