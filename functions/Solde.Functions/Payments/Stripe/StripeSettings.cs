using System.Globalization;

namespace Solde.Functions.Payments.Stripe;

/// <summary>How to reach the provider; a key and a webhook secret are all it takes to go live.</summary>
/// <param name="WebhookSecrets">All in force: two while one is rolled.</param>
internal sealed record StripeSettings(Uri BaseAddress, string ApiKey, IReadOnlyList<string> WebhookSecrets, TimeSpan WebhookTolerance)
{
    /// <summary>The version this client was written against; the webhook endpoint is pinned to the same one.</summary>
    public const string ApiVersion = "2026-07-29.dahlia";

    private const string DefaultTolerance = "300";

    private const int DefaultWritesPerSecond = 50;

    /// <summary>Calls that write, from this process. The provider takes some hundred a second in all.</summary>
    public int WritesPerSecond { get; init; } = DefaultWritesPerSecond;

    /// <summary>
    /// Reads <c>Stripe:ApiKey</c>, <c>Stripe:WebhookSecrets</c> (comma between), and the optional <c>Stripe:BaseAddress</c>,
    /// <c>Stripe:WebhookToleranceSeconds</c> and <c>Stripe:WritesPerSecond</c>. What is not usable reads as not set;
    /// <see cref="Faults"/> has told of it at start.
    /// </summary>
    public static StripeSettings From(IConfiguration configuration) => new(
        BaseAddressOf(configuration) ?? new Uri("https://api.stripe.com"),
        configuration["Stripe:ApiKey"] ?? "",
        SecretsOf(configuration),
        TimeSpan.FromSeconds(ToleranceOf(configuration) ?? 0))
    {
        WritesPerSecond = WritesOf(configuration) ?? DefaultWritesPerSecond,
    };

    /// <summary>What is missing or wrong, in sentences that name the setting and never its value.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var key = configuration["Stripe:ApiKey"] ?? "";
        if (!key.StartsWith("sk_", StringComparison.Ordinal) && !key.StartsWith("rk_", StringComparison.Ordinal))
            yield return "Set Stripe:ApiKey to the provider's secret key (sk_…) or a restricted one (rk_…).";
        var secrets = SecretsOf(configuration);
        if (secrets.Length == 0 || !secrets.All(secret => secret.StartsWith("whsec_", StringComparison.Ordinal)))
            yield return "Set Stripe:WebhookSecrets to the signing secret of the provider's webhook endpoint (whsec_…); to two while one is rolled.";
        if (BaseAddressOf(configuration) is null && configuration["Stripe:BaseAddress"] is { Length: > 0 })
            yield return "Stripe:BaseAddress must be an address such as https://api.stripe.com; leave it out to use that one.";
        if (ToleranceOf(configuration) is null)
            yield return "Stripe:WebhookToleranceSeconds must be a whole number of seconds.";
        if (configuration["Stripe:WritesPerSecond"] is { Length: > 0 } && WritesOf(configuration) is null)
            yield return "Stripe:WritesPerSecond must be from 1 to 1000.";
    }

    private static string[] SecretsOf(IConfiguration configuration) =>
        (configuration["Stripe:WebhookSecrets"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Uri? BaseAddressOf(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Stripe:BaseAddress"], UriKind.Absolute, out var address) && (address.Scheme is "https" or "http")
            ? address
            : null;

    private static int? ToleranceOf(IConfiguration configuration)
    {
        var text = configuration["Stripe:WebhookToleranceSeconds"] ?? DefaultTolerance;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }

    private static int? WritesOf(IConfiguration configuration) =>
        int.TryParse(configuration["Stripe:WritesPerSecond"], NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= 1000
            ? rate
            : null;
}
