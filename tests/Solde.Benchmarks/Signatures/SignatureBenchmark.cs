using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Solde.Benchmarks.Host;
using Solde.Benchmarks.Measuring;
using Solde.Functions.Payments.Stripe;

namespace Solde.Benchmarks.Signatures;

/// <summary>Our check of a webhook's signature, beside the provider's own library and beside the hash alone.</summary>
internal static class SignatureBenchmark
{
    public static async Task RunAsync()
    {
        await using var sdk = await NodeSdk.StartAsync();
        foreach (var kilobytes in (int[])[1, 4, 16])
        {
            var text = ProviderEvents.Succeeded("org", "acc", "pay", 10_000, kilobytes * 1024);
            var body = Encoding.UTF8.GetBytes(text);
            var now = DateTimeOffset.UtcNow;
            var header = ProviderEvents.Sign(text, now);
            var signature = new StripeSignature([ProviderEvents.Secret], TimeSpan.FromMinutes(5));
            await sdk.UseAsync(text, header, ProviderEvents.Secret);

            var size = string.Create(CultureInfo.InvariantCulture, $"{kilobytes} KB");
            var ours = new Contender($"signature of {size}", count => Repeat(count, () => signature.IsValid(header, body, now)));
            var units = 80_000 / kilobytes;
            (await Alternation.CompareAsync(ours, new Contender("the provider's Node library", sdk.CheckAsync), 7, units, units, needs: 2)).Print();

            var key = Encoding.UTF8.GetBytes(ProviderEvents.Secret);
            var hash = new byte[HMACSHA256.HashSizeInBytes];
            var bare = new Contender("HMAC-SHA256 alone", count => Repeat(count, () => HMACSHA256.HashData(key, body, hash) > 0));
            (await Alternation.CompareAsync(ours, bare, 7, units, units, needs: null)).Print();
        }
    }

    private static Task Repeat(int count, Func<bool> check)
    {
        for (var i = 0; i < count; i++)
        {
            if (!check())
                throw new InvalidOperationException("A good signature was refused.");
        }
        return Task.CompletedTask;
    }
}
