using System.Text;
using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    // Computed apart: printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_sandbox
    [Fact]
    public void A_body_is_signed_with_its_time_and_the_whole_secret() => Assert.Equal(
        "t=1700000000,v1=5c83ca56a76fc13716319e676dde1719da89def4594f7494e0b1de8abe94ed7d",
        Signature.Of("""{"id":"evt_1"}"""u8, "whsec_sandbox", At));

    [Theory]
    [InlineData("{ }", "whsec_a", 0)]
    [InlineData("{}", "whsec_b", 0)]
    [InlineData("{}", "a", 0)]
    [InlineData("{}", "whsec_a", 1)]
    public void Another_byte_secret_or_second_gives_another_signature(string body, string secret, int later) => Assert.NotEqual(
        Signature.Of("{}"u8, "whsec_a", At).Split("v1=")[1],
        Signature.Of(Encoding.UTF8.GetBytes(body), secret, At.AddSeconds(later)).Split("v1=")[1]);
}
