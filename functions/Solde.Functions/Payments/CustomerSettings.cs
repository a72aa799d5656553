using System.Globalization;

namespace Solde.Functions.Payments;

/// <summary>How a customer whose bank wants to see him is asked, and how long he is waited for (PAY-07).</summary>
/// <param name="ReturnUrl">The page he comes back to from his bank; null to ask nobody, and to let such a charge fail.</param>
internal sealed record CustomerSettings(Uri? ReturnUrl, TimeSpan Patience)
{
    private const string DefaultDays = "7";

    /// <summary>Reads <c>Stripe:ReturnUrl</c> and <c>Stripe:CustomerWaitDays</c>.</summary>
    /// <exception cref="InvalidOperationException">One of them is not usable; the message names it.</exception>
    public static CustomerSettings From(IConfiguration configuration)
    {
        var text = configuration["Stripe:ReturnUrl"];
        Uri? returnUrl = null;
        if (!string.IsNullOrEmpty(text) && !(Uri.TryCreate(text, UriKind.Absolute, out returnUrl) && returnUrl.Scheme is "https" or "http"))
            throw new InvalidOperationException("Stripe:ReturnUrl must be the address of a web page, such as https://example.org/paid.");
        return int.TryParse(
            configuration["Stripe:CustomerWaitDays"] ?? DefaultDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 60
            ? new CustomerSettings(returnUrl, TimeSpan.FromDays(days))
            : throw new InvalidOperationException("Stripe:CustomerWaitDays must be a number of days from 1 to 60.");
    }
}
