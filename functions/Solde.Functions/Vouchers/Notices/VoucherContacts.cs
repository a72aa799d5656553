using Solde.Functions.Aggregates;
using Solde.Functions.Organisations;

namespace Solde.Functions.Vouchers;

internal sealed class VoucherContacts(
    AggregateStore<Wallet> wallets, AggregateStore<Company> companies, JournalReader journal, VoucherTerms terms)
    : IVoucherContacts
{
    public async Task<WalletFacts?> FindWalletAsync(
        string organisation, string wallet, IReadOnlyList<VoucherOccasion> occasions, CancellationToken cancellation)
    {
        // An occasion is about a service or a lot; either may have settled.
        string[] rows = [.. occasions.SelectMany(about => Wallet.SettledPrefixes.Select(prefix => prefix + about.About)).Distinct()];
        var found = await wallets.ReadAsync(organisation, wallet, cancellation, rows);
        var moment = await terms.FindAsync(organisation, cancellation);
        return found.Head is not { } head || moment is null
            ? null
            : new WalletFacts(
                new VoucherContact(head.User.Name, head.User.Email, head.User.Language),
                [.. occasions.Select(occasion => FactsOf(occasion, found, moment)).OfType<OccasionFacts>()]);
    }

    public Task<IReadOnlySet<string>> FindNamesAsync(string organisation, string wallet, CancellationToken cancellation) =>
        journal.EveryAsync<Wallet>(
            organisation, wallet, Wallet.UserPath, found => [found.Head!.User.Name, found.Head.User.Email], cancellation);

    public async Task<VoucherContact?> FindCompanyAsync(string organisation, string company, CancellationToken cancellation)
    {
        var found = await companies.ReadAsync(organisation, company, cancellation);
        return found.Head is { } head ? new VoucherContact(head.Name, head.Email, head.Language) : null;
    }

    private static OccasionFacts? FactsOf(VoucherOccasion occasion, Wallet wallet, VoucherMoment moment)
    {
        if (wallet.Lots.GetValueOrDefault(occasion.About) is { } lot)
        {
            return VoucherOccasion.Of(lot).Contains(occasion)
                ? new LotFacts(occasion, lot.Expired?.Count ?? lot.Left, lot.ExpiresOn)
                : null;
        }
        if (!wallet.Services.TryGetValue(occasion.About, out var stored))
            return null;
        // Nobody is asked for what silence has answered, whether or not the timer came by.
        var service = Silence.Heard(stored, wallet.Head!, moment);
        return VoucherOccasion.Of(service).Contains(occasion)
            ? new ServiceFacts(
                occasion,
                service.Company,
                service.PerformedOn,
                service.Vouchers,
                service.Allocated,
                service.Missing,
                AnswerByOf(occasion, service) is { } by ? moment.Calendar.Today(by).AddDays(-1) : null,
                service.Rounds[^1].Reason)
            : null;
    }

    private static DateTimeOffset? AnswerByOf(VoucherOccasion occasion, Service service) => occasion.Kind switch
    {
        NoticeKinds.ServiceToConfirm => service.User.By,
        NoticeKinds.ServiceToValidate => service.CompanySide.By,
        _ => null,
    };
}
