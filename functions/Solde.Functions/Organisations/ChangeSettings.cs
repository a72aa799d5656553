using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

/// <summary>Replaces the organisation's settings; <c>If-Match</c> guards against another clerk's change (COM-06).</summary>
internal static class ChangeSettings
{
    private const int MaxTaxRate = 1_000_000;

    private static readonly Text BadRate = new(
        "must be from 0 to {0}", "doit être de 0 à {0}", "deve ser de 0 a {0}", "moet van 0 tot {0} zijn");

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
        bool? AllowsPayLater = null);

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
                        request.AllowsPayLater == true),
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
        return errors;
    }
}
