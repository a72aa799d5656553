using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>
/// A company hands in vouchers: of the services that it names, of all with vouchers to ask for, or on paper. Wallets are asked one by
/// one after the answer; what another remittance asked for first stays with that one (VOU-07).
/// </summary>
internal static class MakeRemittance
{
    public const int MaxOpen = 100;

    private const int MaxPaper = 100_000;
    private const int EnvelopeLength = 60;

    private static readonly Text BadCount = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot {1} zijn");

    private static readonly Text OtherKind = new(
        "belongs to the other kind",
        "relève de l'autre type de remise",
        "pertence ao outro tipo de remessa",
        "hoort bij de andere soort afgifte");

    /// <param name="Kind">See <see cref="RemittanceKinds"/>.</param>
    /// <param name="Services">All with vouchers to ask for, the oldest first, unless given; electronic only.</param>
    /// <param name="Vouchers">Counted by the company; paper only.</param>
    public sealed record Request(
        string? Kind,
        IReadOnlyList<ServiceRequest>? Services = null,
        int? Vouchers = null,
        Money? Amount = null,
        string? Envelope = null);

    public sealed record ServiceRequest(string? Wallet, string? Service);

    public static async Task<Answer> Handle(
        string company,
        Request request,
        Command command,
        AggregateStore<Company> companies,
        CompanyServices services,
        VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = Check(request, moment);
        if (errors.Any)
            return errors.ToRefusal();
        var id = IdempotencyKey.NewId("rem");
        if (request.Kind == RemittanceKinds.Paper)
        {
            var paper = Remittance.Paper(id, request.Vouchers!.Value, request.Amount!.Value, request.Envelope, moment);
            return await companies.ChangeAsync(company, command, current => DecidePaper(current, paper));
        }
        var (wished, leftOver) = request.Services is { } named
            ? ([.. named.Select(service => new ServiceName(service.Wallet!, service.Service!))], 0)
            : await services.ToAskAsync(command.Organisation, company, RemittanceWish.MaxServices, command.CancellationToken);
        var wish = RemittanceWish.Of(wished);
        return await companies.ChangeAsync(company, command, current => Decide(current, id, wish, leftOver, moment));
    }

    internal static Decision<Company> Decide(Company company, string id, RemittanceWish wish, int leftOver, VoucherMoment moment)
    {
        if (!company.Exists)
            return CommonRefusals.NotFound;
        if (wish.Parts.Count == 0)
            return CompanyRefusals.NothingToAsk;
        if (IsFull(company))
            return CompanyRefusals.TooManyRemittances.With(MaxOpen);
        var remittance = Remittance.Electronic(id, wish.Parts.Count, moment);
        var after = company.With(remittance) with { Wishes = company.Wishes.SetItem(id, wish) };
        return new Decision<Company>.Changed(
            after,
            new JournalNote("RemittanceMade"),
            Answer.Accepted(
                new MadeRemittanceView(RemittanceView.Of(remittance), leftOver),
                VouchersJson.Default.MadeRemittanceView,
                LocationOf(company, id)),
            [RemittanceMade.Announce(moment.Organisation, company.Id, id)]);
    }

    internal static Decision<Company> DecidePaper(Company company, Remittance remittance)
    {
        if (!company.Exists)
            return CommonRefusals.NotFound;
        if (IsFull(company))
            return CompanyRefusals.TooManyRemittances.With(MaxOpen);
        return new Decision<Company>.Changed(
            company.With(remittance),
            new JournalNote("RemittanceMade"),
            Answer.Accepted(
                new MadeRemittanceView(RemittanceView.Of(remittance), LeftOver: 0),
                VouchersJson.Default.MadeRemittanceView,
                LocationOf(company, remittance.Id)),
            []);
    }

    private static bool IsFull(Company company) => company.Remittances.Values.Count(remittance => remittance.IsOpen) >= MaxOpen;

    private static string LocationOf(Company company, string id) => $"/api/v1/vouchers/companies/{company.Id}/remittances/{id}";

    private static FieldErrors Check(Request request, VoucherMoment moment)
    {
        var errors = new FieldErrors();
        errors.OneOf("kind", request.Kind, RemittanceKinds.All);
        if (request.Kind == RemittanceKinds.Paper)
            CheckPaper(request, moment, errors);
        else
            CheckElectronic(request, errors);
        return errors;
    }

    private static void CheckPaper(Request request, VoucherMoment moment, FieldErrors errors)
    {
        if (request.Services is not null)
            errors.Add("services", OtherKind);
        if (request.Vouchers is not (>= 1 and <= MaxPaper))
            errors.Add("vouchers", BadCount, 1, MaxPaper);
        if (request.Amount is { } amount)
            errors.Amount("amount", amount, moment.Profile.Currency);
        else
            errors.Add("amount", ServiceFields.Needed);
        errors.Text("envelope", request.Envelope, EnvelopeLength, needed: false);
    }

    private static void CheckElectronic(Request request, FieldErrors errors)
    {
        if (request.Vouchers is not null)
            errors.Add("vouchers", OtherKind);
        if (request.Amount is not null)
            errors.Add("amount", OtherKind);
        if (request.Envelope is not null)
            errors.Add("envelope", OtherKind);
        if (request.Services is null)
            return;
        errors.Items("services", request.Services, 1, RemittanceWish.MaxServices);
        foreach (var (index, service) in request.Services.Index().Where(item => item.Item is not null))
        {
            errors.Id($"services[{index}].wallet", service.Wallet);
            errors.Id($"services[{index}].service", service.Service);
        }
    }
}
