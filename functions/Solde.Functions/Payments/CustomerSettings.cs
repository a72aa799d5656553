using System.Globalization;

namespace Solde.Functions.Payments;

/// <summary>How a customer whose bank wants to see him is asked, and how long he is waited for (PAY-07).</summary>
/// <param name="ReturnUrl">The page he comes back to from his bank; null to ask nobody, and to let such a charge fail.</param>
internal sealed record CustomerSettings(Uri? ReturnUrl, TimeSpan Patience)
{
    private const string DefaultDays = "7";

    /// <summary>
    /// Reads <c>Stripe:ReturnUrl</c> and <c>Stripe:CustomerWaitDays</c>. What is not usable reads as not set; <see cref="Faults"/> has
    /// told of it at start.
    /// </summary>
    public static CustomerSettings From(IConfiguration configuration) =>
        new(ReturnUrlOf(configuration), TimeSpan.FromDays(DaysOf(configuration) ?? 0));

    /// <summary>What is wrong, in sentences that name the setting.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        if (ReturnUrlOf(configuration) is null && configuration["Stripe:ReturnUrl"] is { Length: > 0 })
            yield return "Stripe:ReturnUrl must be the address of a web page, such as https://example.org/paid; without it nobody is asked.";
        if (DaysOf(configuration) is null)
            yield return "Stripe:CustomerWaitDays must be a number of days from 1 to 60.";
    }

    private static Uri? ReturnUrlOf(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Stripe:ReturnUrl"], UriKind.Absolute, out var url) && (url.Scheme is "https" or "http") ? url : null;

    private static int? DaysOf(IConfiguration configuration)
    {
        var text = configuration["Stripe:CustomerWaitDays"] ?? DefaultDays;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 60 ? days : null;
    }
}
