using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Vouchers;

namespace Solde.Tests.Vouchers;

/// <summary>
/// A random wallet with the company that hands its vouchers in. Messages wait until a step delivers one, and stay to come again.
/// </summary>
internal sealed class RandomReimbursement
{
    private readonly List<WalletAsked> _asked = [];
    private readonly List<(string Remittance, int Part)> _paid = [];
    private readonly Dictionary<string, TakenPart> _answers = new(StringComparer.Ordinal);
    private int _made;

    public RandomReimbursement()
    {
        var request = new OpenCompany.Request("c", "Ménage Net", "a@example.org");
        Do(company => OpenCompany.Decide(company, request, Wallet.Moment));
    }

    public RandomWallet Wallet { get; } = new(isSuccessive: false);

    public Company Company { get; private set; } = Company.Empty("c");

    public void Do(VoucherStep step)
    {
        switch (step.Kind)
        {
            case <= 26:
                Wallet.Do(step);
                break;
            case <= 31:
                Remit(step.A);
                break;
            case <= 36 when _asked.Count > 0:
                Ask(_asked[step.A % _asked.Count]);
                break;
            case <= 38:
                Pay(step.A);
                break;
            case > 38 when _paid.Count > 0:
                Reimburse(_paid[step.A % _paid.Count]);
                break;
        }
    }

    public void DeliverAll()
    {
        _asked.ForEach(Ask);
        _paid.ForEach(Reimburse);
    }

    public IEnumerable<string> Faults()
    {
        foreach (var fault in WalletFaults.Of(Wallet.Whole, Wallet.Sums))
            yield return fault;
        var numbers = Company.Taken.Values.SelectMany(taken => taken.Services).SelectMany(service => service.Runs)
            .SelectMany(run => Enumerable.Range(0, run.Count).Select(index => run.From + index)).ToArray();
        if (numbers.Length != numbers.Distinct().Count())
            yield return "A voucher was asked for twice.";
        var parts = Wallet.Whole.Services.Values.SelectMany(service => service.Parts).ToArray();
        if (parts.Where(part => part.AskedIn is not null).Sum(part => part.Count) != numbers.Length)
            yield return "The wallet and the company do not say the same of what was asked for.";
        foreach (var remittance in Company.Remittances.Values)
        {
            var its = parts.Where(part => part.AskedIn == remittance.Id).ToArray();
            if (its.Sum(part => part.Count) != remittance.Vouchers || its.Sum(part => part.Amount.Minor) != remittance.Amount.Minor)
                yield return $"{remittance.Id} says {remittance.Vouchers} vouchers, {remittance.Amount}; the wallet says otherwise.";
            if (remittance.State == RemittanceStates.Reimbursed != (its.Length > 0 && its.All(part => part.ReimbursedAt is not null)))
                yield return $"{remittance.Id} is {remittance.State}, its vouchers are not.";
            if (remittance.State is RemittanceStates.Gathering or RemittanceStates.Reimbursing)
                yield return $"{remittance.Id} is {remittance.State} though every message was delivered.";
        }
    }

    /// <summary>Any services, also those that have nothing or were asked for already.</summary>
    private void Remit(int which)
    {
        var services = Wallet.Whole.Services.Keys
            .Where((_, index) => (index + which) % 3 != 0)
            .Select(id => new ServiceName(Wallet.Whole.Id, id));
        var (id, wish) = ($"rem_{++_made:D4}", RemittanceWish.Of(services));
        if (!Do(company => MakeRemittance.Decide(company, id, wish, 0, Wallet.Moment)))
            return;
        _asked.AddRange(wish.Parts.Select((part, index) => new WalletAsked("org", "c", id, index + 1, part.Wallet, part.Services)));
    }

    /// <summary>As the handler does, the wallet's first answer kept.</summary>
    private void Ask(WalletAsked message)
    {
        var key = TakenPart.KeyOf(message.Remittance, message.Part);
        if (!_answers.TryGetValue(key, out var taken))
        {
            Wallet.Do("ask", wallet => Seen(AskWallet.Decide(wallet, message, Wallet.Moment), answer => taken = answer));
            _answers[key] = taken!;
        }
        Do(company => AskWallet.WriteDown(company, message, taken!, Wallet.Moment.Now));
    }

    private void Pay(int which)
    {
        var asked = Company.Remittances.Values.Where(remittance => remittance.State == RemittanceStates.Asked).ToArray();
        if (asked.Length == 0)
            return;
        var remittance = asked[which % asked.Length];
        var request = new RecordReimbursement.Request(Wallet.Moment.Today, remittance.Amount);
        if (Do(company => RecordReimbursement.Decide(company, remittance.Id, request, Wallet.Moment)))
            _paid.AddRange(Enumerable.Range(1, remittance.Parts).Select(part => (remittance.Id, part)));
    }

    private void Reimburse((string Remittance, int Part) message)
    {
        var key = TakenPart.KeyOf(message.Remittance, message.Part);
        if (Company.Taken[key] is not { Services.Count: > 0, ReimbursedAt: null } taken)
            return;
        Wallet.Do("reimburse", wallet => ReimburseWallet.Decide(wallet, Company.Remittances[message.Remittance], taken, Wallet.Moment.Now));
        Do(company => ReimburseWallet.WriteDown(company, message.Remittance, key, Wallet.Moment.Now));
    }

    private bool Do(Func<Company, Decision<Company>> decide)
    {
        var decision = decide(Company);
        while (decision is Decision<Company>.NeedsRows needs)
            decision = decide(Company with { AskedFor = [.. needs.Names] });
        if (decision is not Decision<Company>.Changed changed)
            return false;
        Company = changed.After with { AskedFor = [] };
        return true;
    }

    private static Decision<Wallet> Seen(Decision<Wallet> decision, Action<TakenPart> see)
    {
        if (decision is Decision<Wallet>.Changed changed)
            see(JsonSerializer.Deserialize(changed.Answer.Body.Span, CompanyRows.Default.TakenPart)!);
        return decision;
    }
}
