using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Items;

/// <summary>Adds an item or replaces its terms; <c>If-Match</c> guards against another's change. Invoices keep what they were made with.</summary>
internal static class PutItem
{
    private const int MaxOccurrences = 400;

    private static readonly Text BothOrNeither = new(
        "must be given with the other end of the period, and not before it",
        "doit être donné avec l'autre bout de la période, et ne pas la précéder",
        "deve ser dado com o outro extremo do período, e não antes dele",
        "moet samen met het andere einde van de periode worden gegeven, en niet ervoor");

    private static readonly Text OutsidePeriod = new(
        "is not within the period", "n'est pas dans la période", "não está dentro do período", "valt niet binnen de periode");

    /// <param name="Category">The revenue it counts as; <c>sales</c> unless given.</param>
    public sealed record Request(
        string? Name,
        Money? UnitPrice,
        string? Category = null,
        IReadOnlyList<string>? Taxes = null,
        IReadOnlyList<string>? Forms = null,
        bool? AllowsOfflinePayment = null,
        DateOnly? StartsOn = null,
        DateOnly? EndsOn = null,
        IReadOnlyList<DateOnly>? Occurrences = null);

    public static async Task<Answer> Handle(
        string item,
        Request request,
        Command command,
        AggregateStore<Item> items,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = Check(request, profile);
        if (errors.Any)
            return errors.ToRefusal();
        var now = clock.GetUtcNow();
        return await items.ChangeAsync(item, command, current => Decide(current, request, command.IfMatch, now));
    }

    internal static Decision<Item> Decide(Item item, Request request, string? ifMatch, DateTimeOffset now)
    {
        if (ifMatch is not null && ifMatch != item.Terms?.ETag)
            return CommonRefusals.Stale;
        var terms = new ItemTerms(
            request.Name!,
            request.Category ?? "sales",
            request.UnitPrice!.Value,
            request.Taxes ?? [],
            [.. (request.Forms ?? []).Distinct().Order(StringComparer.Ordinal)],
            request.AllowsOfflinePayment == true,
            request.StartsOn,
            request.EndsOn,
            [.. (request.Occurrences ?? []).Distinct().Order()],
            (item.Terms?.Version ?? 0) + 1,
            item.Terms?.AddedAt ?? now);
        return new Decision<Item>.Changed(
            item with { Terms = terms },
            new JournalNote(item.Exists ? "ItemChanged" : "ItemAdded"),
            Answer.Ok(ItemView.Of(item.Id, terms), ItemsJson.Default.ItemView, terms.ETag),
            []);
    }

    private static FieldErrors Check(Request request, OrganisationProfile profile)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Amount("unitPrice", request.UnitPrice ?? default, profile.Currency);
        errors.Id("category", request.Category, needed: false);
        if (request.Taxes is { } taxes)
        {
            errors.Items("taxes", taxes, 0, 5);
            foreach (var (index, code) in taxes.Take(5).Index())
                errors.OneOf($"taxes[{index}]", code, [.. profile.Settings.Taxes.Select(tax => tax.Code)]);
        }
        if (request.Forms is { } forms)
        {
            errors.Items("forms", forms, 0, 20);
            foreach (var (index, form) in forms.Take(20).Index())
                errors.Id($"forms[{index}]", form);
        }
        if (request.StartsOn is null != request.EndsOn is null || request.EndsOn < request.StartsOn)
            errors.Add("endsOn", BothOrNeither);
        if (request.Occurrences is { } days)
        {
            errors.Items("occurrences", days, 0, MaxOccurrences);
            foreach (var (index, day) in days.Take(MaxOccurrences).Index())
            {
                if (request.StartsOn is not { } start || request.EndsOn is not { } end || day < start || day > end)
                    errors.Add($"occurrences[{index}]", OutsidePeriod);
            }
        }
        return errors;
    }
}
