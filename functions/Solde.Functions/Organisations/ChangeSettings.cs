using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

/// <summary>Replaces the organisation's settings; <c>If-Match</c> guards against another clerk's change (COM-06).</summary>
internal static class ChangeSettings
{
    private const int MaxTaxRate = 1_000_000;
    private const int MaxRetries = 10;

    /// <summary>Networks and banks count tries over 30 days: what would come later is another payment.</summary>
    private const int LastRetryDay = 30;

    private const int MaxBookYears = 50;
    private const int MaxOtherMonths = 120;

    private static readonly Text OutOfRange = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot {1} zijn");

    private static readonly Text BadRate = new(
        "must be from 0 to {0}", "doit être de 0 à {0}", "deve ser de 0 a {0}", "moet van 0 tot {0} zijn");

    private static readonly Text BadRetryDay = new(
        "must be from 1 to {0}, each later than the one before",
        "doit être de 1 à {0}, chacun après le précédent",
        "deve ser de 1 a {0}, cada um depois do anterior",
        "moet van 1 tot {0} zijn, elk later dan het vorige");

    private static readonly Text IsOnline = new(
        "is the name of an online method", "est le nom d'un mode en ligne", "é o nome de um meio online", "is de naam van een onlinebetaalwijze");

    public sealed record Request(
        string? Name,
        string? Language,
        IReadOnlyList<Tax>? Taxes,
        IReadOnlyList<string>? OfflineMethods,
        string? AllocationOrder,
        IReadOnlyList<DateOnly>? BankHolidays,
        IReadOnlyList<NotificationAddress>? NotificationAddresses,
        bool? AllowsPayLater = null,
        RetrySettings? Retries = null,
        RetentionSettings? Retention = null);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Organisation> organisations, OrganisationDirectory directory)
    {
        var errors = Check(request);
        if (errors.Any)
            return errors.ToRefusal();

        var answer = await organisations.ChangeAsync(command.Organisation, command, organisation =>
        {
            var profile = organisation.Profile!;
            if (command.IfMatch is not null && command.IfMatch != profile.ETag)
                return CommonRefusals.Stale;
            var changed = organisation with
            {
                Profile = profile with
                {
                    Name = request.Name!,
                    Language = request.Language!,
                    Version = profile.Version + 1,
                    Settings = new OrganisationSettings(
                        request.Taxes!,
                        request.OfflineMethods!,
                        request.AllocationOrder!,
                        request.BankHolidays!,
                        request.NotificationAddresses!,
                        request.AllowsPayLater == true,
                        request.Retries,
                        request.Retention),
                },
            };
            return new Decision<Organisation>.Changed(
                changed,
                new JournalNote("SettingsChanged"),
                Answer.Ok(OrganisationView.Of(changed), OrganisationsJson.Default.OrganisationView, changed.Profile.ETag),
                []);
        });
        directory.Forget(command.Organisation);
        return answer;
    }

    private static FieldErrors Check(Request request)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.OneOf("language", request.Language, Language.All);
        errors.OneOf("allocationOrder", request.AllocationOrder, AllocationOrders.All);
        errors.Items("taxes", request.Taxes, 0, 50);
        errors.Items("offlineMethods", request.OfflineMethods, 0, 50);
        errors.Items("bankHolidays", request.BankHolidays, 0, 500);
        errors.Items("notificationAddresses", request.NotificationAddresses, 0, 50);
        for (var i = 0; i < request.Taxes?.Count; i++)
        {
            if (request.Taxes[i] is not { } tax)
                continue;
            errors.Id($"taxes[{i}].code", tax.Code);
            errors.Text($"taxes[{i}].name", tax.Name, FieldErrors.NameLength);
            if (tax.RatePartsPerMillion is < 0 or > MaxTaxRate)
                errors.Add($"taxes[{i}].ratePartsPerMillion", BadRate, MaxTaxRate);
        }
        for (var i = 0; i < request.OfflineMethods?.Count; i++)
        {
            errors.Id($"offlineMethods[{i}]", request.OfflineMethods[i]);
            if (PaymentMethods.IsOnline(request.OfflineMethods[i] ?? ""))
                errors.Add($"offlineMethods[{i}]", IsOnline);
        }
        for (var i = 0; i < request.NotificationAddresses?.Count; i++)
        {
            if (request.NotificationAddresses[i] is not { } address)
                continue;
            errors.Email($"notificationAddresses[{i}].email", address.Email);
            errors.OneOf($"notificationAddresses[{i}].language", address.Language, Language.All);
            errors.Items($"notificationAddresses[{i}].kinds", address.Kinds, 0, NoticeKinds.OfAddresses.Count);
            for (var j = 0; j < address.Kinds?.Count; j++)
                errors.OneOf($"notificationAddresses[{i}].kinds[{j}]", address.Kinds[j], NoticeKinds.OfAddresses);
        }
        if (request.Retries is { } retries)
            CheckRetries(retries, errors);
        if (request.Retention is { } retention)
            CheckRetention(retention, errors);
        return errors;
    }

    private static void CheckRetention(RetentionSettings retention, FieldErrors errors)
    {
        if (retention.BookYears is < 1 or > MaxBookYears)
            errors.Add("retention.bookYears", OutOfRange, 1, MaxBookYears);
        if (retention.OtherMonths is < 1 or > MaxOtherMonths)
            errors.Add("retention.otherMonths", OutOfRange, 1, MaxOtherMonths);
    }

    private static void CheckRetries(RetrySettings retries, FieldErrors errors)
    {
        errors.Items("retries.days", retries.Days, 0, MaxRetries);
        for (var i = 0; i < retries.Days?.Count; i++)
        {
            if (retries.Days[i] is < 1 or > LastRetryDay || (i > 0 && retries.Days[i] <= retries.Days[i - 1]))
                errors.Add($"retries.days[{i}]", BadRetryDay, LastRetryDay);
        }
        if (retries.Hour is < 0 or > 23)
            errors.Add("retries.hour", BadRate, 23);
    }
}
