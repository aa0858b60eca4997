using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>The policies that are completed when they are written: what is left out of one of their parts has its default (contract/management-misc.md 4).</summary>
internal static class PolicyFields
{
    public static Schema<PasswordPolicy> Password { get; } = PasswordPolicySchema();

    public static Schema<UsernamePolicy> Username { get; } = UsernamePolicySchema();

    /// <summary>An entry that stands in a list twice stands there once.</summary>
    public static Schema<EmailBlocklistPolicy> EmailBlocklist { get; } = EmailBlocklistSchema();

    /// <summary>Without <c>enabled</c> it is off. When it was switched on is not for the request to say.</summary>
    public static Schema<PasswordExpiration> Expiration { get; } = ExpirationSchema();

    private static Schema<PasswordPolicy> PasswordPolicySchema()
    {
        // A password of two billion characters is nobody's; beyond that numbers would not fit where they are compared.
        var bound = Schemas.NumberBetween(1, int.MaxValue).Whole().As(number => (int)number);
        Field<int> min = bound.Optional("min"), max = bound.Optional("max");
        var types = Schemas.NumberBetween(1, 4).Whole().As(number => (int)number).Optional("min");
        Field<bool> pwned = Schemas.Flag.Optional("pwned"), repetition = Schemas.Flag.Optional("repetitionAndSequence"), userInfo = Schemas.Flag.Optional("userInfo");
        var words = Schemas.ListOf(Schemas.Text).Optional("words");
        var defaults = (Length: new PasswordLength(), Types: new PasswordCharacterTypes(), Rejects: new PasswordRejects());

        var length = new ObjectSchema(min, max).As(part => new PasswordLength(Or(part, min, defaults.Length.Min), Or(part, max, defaults.Length.Max))).Optional("length");
        var characterTypes = new ObjectSchema(types).As(part => new PasswordCharacterTypes(Or(part, types, defaults.Types.Min))).Optional("characterTypes");
        var rejects = new ObjectSchema(pwned, repetition, userInfo, words).As(part => new PasswordRejects(
            Or(part, pwned, defaults.Rejects.Pwned), Or(part, repetition, defaults.Rejects.RepetitionAndSequence), Or(part, userInfo, defaults.Rejects.UserInfo),
            part.Get(words))).Optional("rejects");
        return new ObjectSchema(length, characterTypes, rejects).As(policy => new PasswordPolicy(policy.Get(length), policy.Get(characterTypes), policy.Get(rejects)));
    }

    private static Schema<UsernamePolicy> UsernamePolicySchema()
    {
        var bound = Schemas.NumberBetween(1, 128).Whole().As(number => (int)number);
        var caseSensitive = Schemas.Flag.Optional("caseSensitive");
        Field<int> min = bound.Optional("minLength"), max = bound.Optional("maxLength");
        Field<bool> lower = Schemas.Flag.Optional("lowercase"), upper = Schemas.Flag.Optional("uppercase");
        Field<bool> numbers = Schemas.Flag.Optional("numbers"), underscore = Schemas.Flag.Optional("underscore");
        var allowed = new ObjectSchema(lower, upper, numbers, underscore)
            .As(part => new UsernameCharacters(Or(part, lower, true), Or(part, upper, true), Or(part, numbers, true), Or(part, underscore, true)))
            .Where(part => part.Lowercase || part.Uppercase || part.Underscore ? null : "A username must be able to begin with something")
            .Optional("allowedChars");
        return new ObjectSchema(caseSensitive, min, max, allowed)
            .As(policy => new UsernamePolicy(Or(policy, caseSensitive, true), Or(policy, min, 1), Or(policy, max, 128), policy.Get(allowed)))
            .Where(policy => policy.MinLength <= policy.MaxLength ? null : "minLength must not be greater than maxLength");
    }

    private static Schema<EmailBlocklistPolicy> EmailBlocklistSchema()
    {
        Field<bool> disposable = Schemas.Flag.Optional("blockDisposableAddresses"), subaddressing = Schemas.Flag.Optional("blockSubaddressing");
        Field<IReadOnlyList<string>> allow = Schemas.ListOf(Schemas.Text).Optional("customAllowlist"), block = Schemas.ListOf(Schemas.Text).Optional("customBlocklist");
        return new ObjectSchema(disposable, subaddressing, allow, block).As(policy => new EmailBlocklistPolicy(
            policy.Has(disposable) ? policy.Get(disposable) : null, policy.Has(subaddressing) ? policy.Get(subaddressing) : null,
            policy.Get(allow)?.Distinct().ToList(), policy.Get(block)?.Distinct().ToList()));
    }

    private static Schema<PasswordExpiration> ExpirationSchema()
    {
        var enabled = Schemas.Flag.Optional("enabled");
        var days = Schemas.NumberBetween(1, int.MaxValue).Whole().As(number => (int)number).Optional("validPeriodDays");
        return new ObjectSchema(enabled, days).As(policy => new PasswordExpiration(policy.Get(enabled), policy.Has(days) ? policy.Get(days) : null, EnabledAt: null));
    }

    private static T Or<T>(Input input, Field<T> field, T otherwise) => input.Has(field) ? input.Get(field)! : otherwise;
}
