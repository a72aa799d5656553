using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Tests.Debits;

/// <summary>
/// Quotas by the thousand, put where the app reads them, as their rules and mandates would be after years: of ten, six are debited by bank file,
/// two get slips by e-mail and two by post.
/// </summary>
internal sealed class ManyQuotas(TableServiceClient tables, string organisation)
{
    public const int OfGroup = 1000;

    private const int AtOnce = 4;

    private static readonly DateTimeOffset Then = new(2024, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Since = new(2024, 1, 15);

    private readonly QuotaStore _store = new(tables, TimeProvider.System, new AggregateLocks());

    public static string GroupOf(int index) => $"g{index:D4}";

    /// <param name="groups">Opened before, by the names of <see cref="GroupOf"/>.</param>
    public async Task FillAsync(int groups, int ofGroup = OfGroup)
    {
        for (var index = 1; index <= groups; index++)
        {
            var group = GroupOf(index);
            var number = index;
            var quotas = Enumerable.Range(1, ofGroup).Select(one => Of(group, number, one)).Chunk(QuotaStore.MaxAdded);
            await Parallel.ForEachAsync(quotas, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (some, cancellation) =>
                await _store.AddAsync(group, some, CommandOf(organisation, cancellation), Answer.NoContent));
        }
    }

    private static Quota Of(string group, int groupNumber, int number)
    {
        var quota = new Quota
        {
            Group = group,
            Number = number,
            Version = 0,
            Member = new Member(
                $"Maria Aparecida de Souza {number}",
                "pt",
                $"maria.{number}@example.org",
                "12345678909",
                $"Rua das Flores {number}\n01000-000 São Paulo"),
            Credit = new Money(5_000_000 + (number % 7 * 100_000), "BRL"),
            State = QuotaStates.Active,
            AddedAt = Then,
        };
        var insured = quota.Say(Entry(RuleKinds.InsurancePlan, RuleValue.Of("life1"), "life"));
        return (number % 10) switch
        {
            < 6 => Debited(insured, groupNumber),
            < 8 => insured.Say(Entry(RuleKinds.SlipByEmail, RuleValue.Of(SetSlipByEmail.ByEmail))),
            _ => insured,
        };
    }

    private static Quota Debited(Quota quota, int groupNumber)
    {
        var account = new MemberAccount(
            "acc_1", MandateSchemes.Febraban, AccountKinds.Current, "001", "1234", "1234567-8", quota.Member.Name, "12345678909", Then);
        var mandate = new Mandate(
            "mnd_1", MandateReference.Of(groupNumber, quota, 1), MandateSchemes.Febraban, account.Id, MandateStates.Active, Since, 0, 3)
        {
            ActiveSince = Since,
        };
        var ruled = quota.Say(Entry(RuleKinds.DirectDebit, new RuleValue { BankAccount = account.Id, DayOfMonth = 0 }));
        return ruled with { BankAccounts = [account], Mandates = [mandate] };
    }

    private static RuleEntry Entry(RuleKind kind, RuleValue value, string? slot = null) =>
        new(0, kind.Name, slot, RuleActs.Set, null, Since, null, value, "asked", "seed", Then);

    private static Command CommandOf(string organisation, CancellationToken cancellation) => new()
    {
        Organisation = organisation,
        Actor = "seed",
        Outgoing = new OutgoingMessages(),
        CancellationToken = cancellation,
    };
}
