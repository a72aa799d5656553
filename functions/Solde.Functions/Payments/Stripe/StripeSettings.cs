using System.Globalization;

namespace Solde.Functions.Payments.Stripe;

/// <summary>How to reach the provider; a key and a webhook secret are all it takes to go live.</summary>
/// <param name="WebhookSecrets">All in force: two while one is rolled.</param>
internal sealed record StripeSettings(Uri BaseAddress, string ApiKey, IReadOnlyList<string> WebhookSecrets, TimeSpan WebhookTolerance)
{
    /// <summary>The version this client was written against; the webhook endpoint is pinned to the same one.</summary>
    public const string ApiVersion = "2026-07-29.dahlia";

    /// <summary>Calls that write, from this process. The provider takes some hundred a second in all.</summary>
    public int WritesPerSecond { get; init; } = 50;

    /// <summary>Reads <c>Stripe:ApiKey</c>, <c>Stripe:WebhookSecrets</c> (comma between), and the optional <c>Stripe:BaseAddress</c>, <c>Stripe:WebhookToleranceSeconds</c> and <c>Stripe:WritesPerSecond</c>.</summary>
    /// <exception cref="InvalidOperationException">Nothing could be written at that rate.</exception>
    public static StripeSettings From(IConfiguration configuration) => new(
        new Uri(configuration["Stripe:BaseAddress"] ?? "https://api.stripe.com"),
        configuration["Stripe:ApiKey"] ?? "",
        (configuration["Stripe:WebhookSecrets"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        TimeSpan.FromSeconds(int.Parse(configuration["Stripe:WebhookToleranceSeconds"] ?? "300", CultureInfo.InvariantCulture)))
    {
        WritesPerSecond = int.Parse(configuration["Stripe:WritesPerSecond"] ?? "50", CultureInfo.InvariantCulture) is >= 1 and <= 1000 and var rate
            ? rate
            : throw new InvalidOperationException("Stripe:WritesPerSecond must be from 1 to 1000."),
    };
}
