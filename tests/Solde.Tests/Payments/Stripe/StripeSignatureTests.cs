using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Payments.Stripe;

namespace Solde.Tests.Payments.Stripe;

/// <summary>Where the provider's own libraries judge a header differently, the stricter judgement holds.</summary>
public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_current";
    private const string RolledSecret = "whsec_rolled";
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1","name":"Zoé"}""");
    private static readonly StripeSignature Signature = new([Secret], TimeSpan.FromSeconds(300));

    public static TheoryData<string, string, bool> Headers
    {
        get
        {
            var (time, right) = Parts(Now);
            return new()
            {
                { "as the provider makes it", $"t={time},v1={right}", true },
                { "300 s old", Header(Now.AddSeconds(-300)), true },
                { "301 s old", Header(Now.AddSeconds(-301)), false },
                { "300 s in the future", Header(Now.AddSeconds(300)), true },
                { "an hour in the future", Header(Now.AddHours(1)), false },
                { "two v1, the second right", $"t={time},v1={Zeros},v1={right}", true },
                { "two v1, both wrong", $"t={time},v1={Zeros},v1={Zeros}", false },
                { "only v0", $"t={time},v0={right}", false },
                { "a wrong v1 and a right v0", $"t={time},v1={Zeros},v0={right}", false },
                { "a space after the comma", $"t={time}, v1={right}", false },
                { "upper-case hexadecimal", $"t={time},v1={right.ToUpperInvariant()}", false },
                { "no time", $"v1={right}", false },
                { "two times", $"t={time},t={time},v1={right}", false },
                { "a time with a sign", $"t=+{time},v1={right}", false },
                { "a time that is no number", $"t=now,v1={right}", false },
                { "a time beyond every number", $"t=99999999999999999999,v1={right}", false },
                { "half a signature", $"t={time},v1={right[..32]}", false },
                { "more than a signature", $"t={time},v1={right}00", false },
                { "no hexadecimal", $"t={time},v1={new string('g', 64)}", false },
                { "only a time", $"t={time}", false },
                { "empty", "", false },
            };
        }
    }

    [Theory]
    [Trait("Rule", "PAY-02")]
    [MemberData(nameof(Headers))]
    public void A_header_is_judged_by_the_stricter_rule(string what, string header, bool isValid) =>
        Assert.True(Signature.IsValid(header, Body, Now) == isValid, what);

    [Fact]
    [Trait("Rule", "PAY-02")]
    public void Without_tolerance_only_this_very_second_counts()
    {
        var strict = new StripeSignature([Secret], TimeSpan.Zero);

        Assert.True(strict.IsValid(Header(Now), Body, Now));
        Assert.False(strict.IsValid(Header(Now), Body, Now.AddSeconds(1)));
        Assert.False(strict.IsValid(Header(Now), Body, Now.AddSeconds(-1)));
    }

    [Fact]
    [Trait("Rule", "PAY-02")]
    public void Bytes_that_are_no_text_are_refused_though_their_signature_is_right()
    {
        // A lone surrogate: one library replaces it before it checks, the other refuses it.
        byte[] body = [.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8];

        Assert.False(Signature.IsValid(Header(Now, body), body, Now));
    }

    [Theory]
    [Trait("Rule", "PAY-02")]
    [InlineData(Secret, true)]
    [InlineData(RolledSecret, true)]
    [InlineData("whsec_older", false)]
    [InlineData("current", false)]
    [InlineData("", false)]
    public void While_a_secret_is_rolled_both_are_good_and_no_other_is(string secret, bool isValid)
    {
        var rolling = new StripeSignature([Secret, RolledSecret], TimeSpan.FromSeconds(300));

        Assert.Equal(isValid, rolling.IsValid(Header(Now, Body, secret), Body, Now));
    }

    [Fact]
    [Trait("Rule", "PAY-02")]
    public void Without_any_secret_nothing_is_valid() =>
        Assert.False(new StripeSignature([], TimeSpan.FromSeconds(300)).IsValid(Header(Now, Body, ""), Body, Now));

    [Fact]
    [Trait("Rule", "PAY-02")]
    public void A_bit_that_flips_anywhere_in_body_or_signature_is_seen()
    {
        var cases =
            from text in ArbMap.Default.GeneratorFor<NonEmptyString>()
            let body = Encoding.UTF8.GetBytes(text.Get)
            from bit in Gen.Choose(0, (body.Length * 8) - 1)
            from digit in Gen.Choose(0, 63)
            select (Body: body, Bit: bit, Digit: digit);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var header = Header(Now, one.Body);
            var flipped = (byte[])one.Body.Clone();
            flipped[one.Bit / 8] ^= (byte)(1 << (one.Bit % 8));
            var forged = header.ToCharArray();
            var at = header.Length - 64 + one.Digit;
            forged[at] = forged[at] == '0' ? '1' : '0';
            return Signature.IsValid(header, one.Body, Now)
                && !Signature.IsValid(header, flipped, Now)
                && !Signature.IsValid(forged, one.Body, Now);
        }).QuickCheckThrowOnFailure();
    }

    private static string Header(DateTimeOffset at, byte[]? body = null, string secret = Secret)
    {
        var (time, signature) = Parts(at, body, secret);
        return $"t={time},v1={signature}";
    }

    private static (long Time, string Signature) Parts(DateTimeOffset at, byte[]? body = null, string secret = Secret)
    {
        var time = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. body ?? Body];
        return (time, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
    }
}
