using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>
/// contract/account-api.md 14: what each route asks for, and in which order. Everything is wrong at first; what is answered says which check came
/// first, that is put right, and so on to the last: tokens of other people's applications, which change nothing.
/// </summary>
public sealed class CheckOrderTests(AccountServer accounts) : AccountTest(accounts)
{
    private const string AllFields = "name avatar profile email phone password username social customData mfa passkey session";

    [Theory(DisplayName = "Contract 14: checks come in this order (V verification, F field, S scope with its status, T third-party application)")]
    [InlineData("PATCH /api/my-account", """{"name":"New"}""", "F:name S:profile:400 T")]
    [InlineData("PATCH /api/my-account", """{"avatar":"https://pictures.test/new.png"}""", "F:avatar S:profile:400 T")]
    [InlineData("PATCH /api/my-account", """{"customData":{"new":1}}""", "F:customData S:profile:400 S:custom_data:400 T")]
    [InlineData("PATCH /api/my-account", """{"username":"new_name"}""", "F:username S:profile:400 V T")]
    [InlineData("PATCH /api/my-account/profile", """{"nickname":"New"}""", "F:profile S:profile:400 T")]
    [InlineData("PATCH /api/my-account/profile", """{"address":{"country":"KR"}}""", "F:profile S:profile:400 S:address:400 T")]
    [InlineData("POST /api/my-account/password", """{"password":"plover-Quartz-72"}""", "V F:password T")]
    [InlineData("POST /api/my-account/primary-email", """{"email":"new@reader.example","newIdentifierVerificationRecordId":"x"}""", "V F:email S:email:400 T")]
    [InlineData("DELETE /api/my-account/primary-email", null, "V F:email S:email:400 T")]
    [InlineData("POST /api/my-account/primary-phone", """{"phone":"821012345678","newIdentifierVerificationRecordId":"x"}""", "V F:phone S:phone:400 T")]
    [InlineData("DELETE /api/my-account/primary-phone", null, "V F:phone S:phone:400 T")]
    [InlineData("POST /api/my-account/identities", """{"newIdentifierVerificationRecordId":"x"}""", "F:social S:identities:401 V T")]
    [InlineData("PUT /api/my-account/identities", """{"newIdentifierVerificationRecordId":"x"}""", "F:social S:identities:401 V T")]
    [InlineData("DELETE /api/my-account/identities/elsewhere", null, "F:social S:identities:400 V T")]
    [InlineData("GET /api/my-account/identities/elsewhere/access-token", null, "S:identities:403")]
    [InlineData("PUT /api/my-account/identities/elsewhere/access-token", """{"verificationRecordId":"x"}""", "S:identities:403 T")]
    [InlineData("GET /api/my-account/sso-identities/x/access-token", null, "S:identities:403")]
    [InlineData("GET /api/my-account/mfa-verifications", null, "R:mfa S:identities:401")]
    [InlineData("POST /api/my-account/mfa-verifications", """{"type":"Totp","secret":"JBSWY3DPEHPK3PXP"}""", "V F:mfa S:identities:401 T")]
    [InlineData("POST /api/my-account/mfa-verifications", """{"type":"BackupCode","codes":[]}""", "V F:mfa S:identities:401 T")]
    [InlineData("POST /api/my-account/mfa-verifications", """{"type":"WebAuthn","newIdentifierVerificationRecordId":"x"}""", "V F:passkey S:identities:401 T")]
    [InlineData("PUT /api/my-account/mfa-verifications/totp", """{"secret":"JBSWY3DPEHPK3PXP","code":"000000"}""", "V F:mfa S:identities:401 T")]
    [InlineData("PATCH /api/my-account/mfa-verifications/x/name", """{"name":"New"}""", "V F:passkey S:identities:401 T")]
    [InlineData("DELETE /api/my-account/mfa-verifications/x", null, "V S:identities:401 N")]
    [InlineData("DELETE /api/my-account/mfa-verifications/{totp}", null, "V S:identities:401 F:mfa T")]
    [InlineData("GET /api/my-account/mfa-verifications/backup-codes", null, "V S:identities:401")]
    [InlineData("GET /api/my-account/mfa-settings", null, "S:identities:401 R:mfa")]
    [InlineData("GET /api/my-account/logto-configs", null, "S:identities:401 R:passkey")]
    [InlineData("PATCH /api/my-account/mfa-settings", """{"skipMfaOnSignIn":true}""", "V S:identities:401 F:mfa T")]
    [InlineData("PATCH /api/my-account/logto-configs", """{"mfa":{"skipped":true}}""", "V S:identities:401 F:passkey T")]
    [InlineData("POST /api/my-account/user-assets/avatar", "form", "S:profile:401 F:avatar T")]
    [InlineData("GET /api/my-account/sessions", null, "V R:session S:urn:logto:scope:sessions:401")]
    [InlineData("DELETE /api/my-account/sessions/x", null, "V F:session S:urn:logto:scope:sessions:401 T")]
    [InlineData("GET /api/my-account/grants", null, "V R:session S:urn:logto:scope:sessions:401")]
    [InlineData("DELETE /api/my-account/grants/x", null, "V F:session S:urn:logto:scope:sessions:401 T")]
    [InlineData("POST /api/verifications/password", """{"password":"wrong"}""", "T")]
    [InlineData("POST /api/verifications/verification-code", """{"identifier":{"type":"email","value":"new@reader.example"}}""", "T")]
    [InlineData("POST /api/verifications/social", """{"connectorId":"x","state":"s","redirectUri":"https://app.test/"}""", "T")]
    [InlineData("POST /api/verifications/web-authn/registration", null, "T")]
    public async Task Checks_in_their_order(string route, string? body, string checks)
    {
        var user = await NewUserAsync("openid");
        var totp = (await Api.PostAnswerAsync($"/api/users/{user.Id}/mfa-verifications", new { type = "Totp" })).Expect(200);
        var factor = (await Api.GetAnswerAsync($"/api/users/{user.Id}/mfa-verifications")).Json[0].GetProperty("id").GetString();
        Assert.NotNull(totp["secret"].GetString());
        (await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/elsewhere", new { userId = TestServer.Unique() })).Expect(201);
        var record = (await user.GivePasswordAsync()).Expect(201)["verificationRecordId"].GetString();
        await user.SetThirdPartyAsync(true);
        List<string> off = [.. AllFields.Split(' ')];
        var scopes = "openid";
        await SetOffAsync(off);
        var before = (await StoredAsync(user)).Text;

        foreach (var check in checks.Split(' '))
        {
            var (status, code) = Refusal(check);
            (await CallAsync()).Expect(status, code);
            if (check == "V") user.RecordId = record;
            else if (check == "T") await user.SetThirdPartyAsync(false);
            else if (check[0] == 'S') await user.TakeTokenAsync(scopes += " " + check[2..check.LastIndexOf(':')]);
            else if (check[0] is 'F' or 'R')
            {
                // To look is not enough where something changes.
                await SetOffAsync(off, (check[2..], check[0] == 'F' ? "ReadOnly" : "Off"));
                (await CallAsync()).Expect(status, code);
                off.Remove(check[2..]);
                await SetOffAsync(off, (check[2..], check[0] == 'F' ? "Edit" : "ReadOnly"));
            }
        }

        Assert.Equal(before, (await StoredAsync(user)).Text);
        if (checks.EndsWith('N')) return;
        // Nothing of all this stands in the way any more.
        var last = await CallAsync();
        string[] codes = [NoPermission, "auth.unauthorized", "auth.forbidden", "auth.third_party_application_forbidden", "account_center.field_not_enabled", "account_center.field_not_editable"];
        if ((int)last.Status >= 300) Assert.DoesNotContain(last.Code, codes);

        async Task<Answer> CallAsync()
        {
            var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{totp}", factor, StringComparison.Ordinal));
            if (body != "form") return await user.SendAsync(new HttpMethod(method), path, body);
            using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "no-picture.png" } };
            return await user.SendAsync(new HttpMethod(method), path, form);
        }
    }

    private static (int Status, string Code) Refusal(string check) => check[0] switch
    {
        'V' => (401, NoPermission),
        'T' => (403, "auth.third_party_application_forbidden"),
        'F' => (400, "account_center.field_not_editable"),
        'R' => (400, "account_center.field_not_enabled"),
        'N' => (400, NoRecord),
        _ => check.EndsWith(":403", StringComparison.Ordinal) ? (403, "auth.forbidden") : (int.Parse(check[^3..], System.Globalization.CultureInfo.InvariantCulture), "auth.unauthorized"),
    };

    /// <summary>All off but one.</summary>
    private Task SetOffAsync(IEnumerable<string> off, params (string Field, string? Control)[] more) =>
        SetAsync(controls: [.. more, .. off.Where(field => !more.Any(given => given.Field == field)).Select(field => (field, (string?)"Off"))]);

    [Fact(DisplayName = "Contract 2: passkeys go by the second factors until they have a setting of their own")]
    public async Task Passkeys_go_by_second_factors()
    {
        var user = await NewUserAsync();
        await SetAsync(controls: [("passkey", null), ("mfa", "ReadOnly")]);
        (await user.GetAsync("/api/my-account/logto-configs")).Expect(200);
        await SetAsync(controls: [("passkey", null), ("mfa", "Off")]);
        (await user.GetAsync("/api/my-account/logto-configs")).Expect(400, "account_center.field_not_enabled");
        await SetAsync(controls: [("passkey", "ReadOnly"), ("mfa", "Off")]);
        (await user.GetAsync("/api/my-account/logto-configs")).Expect(200);
    }

    [Fact(DisplayName = "Contract 5, 7: whoever has nothing to verify with is let through where that is enough")]
    public async Task If_possible()
    {
        var user = await NewSocialUserAsync();
        (await user.PostAsync("/api/my-account/identities", new { newIdentifierVerificationRecordId = "x" })).Expect(400, NoRecord);
        (await user.PutAsync("/api/my-account/identities", new { newIdentifierVerificationRecordId = "x" })).Expect(400, NoRecord);
        (await user.DeleteAsync("/api/my-account/identities/elsewhere")).Expect(400, "user.last_sign_in_method_required");
        (await user.DeleteAsync("/api/my-account/primary-email")).Expect(401, NoPermission);
        (await user.PostAsync("/api/my-account/password", new { password = "plover-Quartz-71" })).Expect(204);
        // Now there is a password.
        (await user.PostAsync("/api/my-account/password", new { password = "plover-Quartz-72" })).Expect(401, NoPermission);
        (await user.DeleteAsync("/api/my-account/identities/elsewhere")).Expect(401, NoPermission);
    }

    [Fact(DisplayName = "Contract, first paragraph: applications of others may look")]
    public async Task Third_party_applications_look()
    {
        var user = await NewVerifiedAsync();
        await user.SetThirdPartyAsync(true);
        foreach (var path in (string[])["", "/mfa-verifications", "/mfa-settings", "/logto-configs", "/sessions", "/grants"]) (await user.GetAsync("/api/my-account" + path)).Expect(200);
    }
}
