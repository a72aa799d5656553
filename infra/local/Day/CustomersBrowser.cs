using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Solde.Local.Day;

/// <summary>What a customer's browser does with the provider alone: no bank account or card ever passes through the app.</summary>
internal sealed class CustomersBrowser : IDisposable
{
    private readonly HttpClient http;

    public CustomersBrowser(Uri provider)
    {
        http = new HttpClient { BaseAddress = provider };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Solde.Local.Desk.DeskSecrets.ProviderKey);
    }

    /// <summary>Gives the provider a Canadian bank account; returns the token that the browser passes on.</summary>
    public async Task<string> EnterBankAccountAsync(string holder, string email, CancellationToken cancellationToken)
    {
        var method = await PostAsync(
            "/v1/payment_methods",
            new()
            {
                ["type"] = "acss_debit",
                ["acss_debit[account_number]"] = "000123456789",
                ["acss_debit[institution_number]"] = "000",
                ["acss_debit[transit_number]"] = "11000",
                ["billing_details[name]"] = holder,
                ["billing_details[email]"] = email,
            },
            cancellationToken);
        return method["id"]!.GetValue<string>();
    }

    /// <summary>The customer tries a failed payment again with another card.</summary>
    public Task TryAgainAsync(string intent, string card, CancellationToken cancellationToken) =>
        PostAsync($"/v1/payment_intents/{intent}/confirm", new() { ["payment_method"] = card }, cancellationToken);

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> PostAsync(string path, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var body = new FormUrlEncodedContent(form);
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new UnexpectedAnswerException($"The provider answered {(int)response.StatusCode} to {path}: {text}");
        return JsonNode.Parse(text)!;
    }
}
