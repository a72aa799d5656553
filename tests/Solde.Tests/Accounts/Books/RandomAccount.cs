using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Items;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Tests.Accounts;

/// <summary>A command that a random history draws: what it does and three numbers that choose how.</summary>
internal sealed record RandomStep(int Kind, int A, int B, int C);

/// <summary>
/// An account that only its pure rules have ever touched, with the postings of its history. All its rows are at hand,
/// so no rule ever has to ask for one.
/// </summary>
internal sealed class RandomAccount
{
    public const string Today = "2026-03-10";

    private static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);
    private static readonly OrganisationProfile Profile = new(
        "Centre", "CAD", "America/Toronto", "en", 1, OrganisationSettings.Default with
        {
            Taxes = [new Tax("QST", "QST", 99_750), new Tax("GST", "GST", 50_000)],
            Retries = new RetrySettings([3, 5, 7], 10),
        });

    private static readonly RetrySchedule Retries = RetrySchedule.Of(Profile);

    private static readonly IReadOnlyDictionary<string, ItemTerms> Items = new Dictionary<string, ItemTerms>
    {
        ["judo"] = new("Judo", "cat1", new Money(2_001, "CAD"), [], [], true, new(2026, 3, 1), new(2026, 3, 31), [], 1),
    };

    private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);
    private int _made;

    public Account Account { get; private set; } = Account.Empty("acc") with
    {
        Head = new AccountHead(new Owner("Marie", "marie@example.org", "en"), "CAD", Now, null, 1, Totals.None),
    };

    public IReadOnlyDictionary<string, long> Sums => _sums;

    /// <summary>What its journal says of each change.</summary>
    public List<JournalNote> Notes { get; } = [];

    /// <summary>That payments covered lines provisionally, and in which states those were then that ceased to cover one.</summary>
    public HashSet<string> ProvisionalSeen { get; } = new(StringComparer.Ordinal);

    public void Do(RandomStep step)
    {
        var order = AllocationOrders.All[step.C % AllocationOrders.All.Count];
        var today = DateOnly.Parse(Today);
        Apply(step.Kind switch
        {
            0 or 1 => IssueInvoice.Decide(Account, NextId("inv"), Invoice(step), Items, "org", Profile, Now, OnlineFee(step)),
            2 or 3 => RecordPayment.Decide(Account, Payment(step, "cash", PaymentStates.Recorded, null), "org", order, today),
            4 => CancelPayment.Decide(Account, Choose(Account.Payments.Keys, step.A), "a reason", "org"),
            5 => ReconcileAccount.Decide(Account, step.B % 4 == 0, "org", order, today),
            6 => AllocateByHand.Decide(Account, Choose(Account.Payments.Keys, step.A), [Item(step)]),
            7 => RemoveAllocations.Decide(Account, Choose(Account.Payments.Keys, step.A), Some(step)),
            8 or 21 or 22 => Charge(step, order, today),
            10 => CancelInvoice.Credited(Account, Cancellation(step), NextId("crd")),
            11 => CancelInvoice.Refunded(Account, Cancellation(step), NextId("ref"), "org"),
            12 => RefundPayments.Decide(Account, Draft(step, Account.Payments.Values.Sum(payment => payment.Refundable.Minor)), Newest, null, null),
            13 => RefundPayments.Decide(Account, Draft(step, 1_000_000), Newest, [new RefundShare(Choose(Account.Payments.Keys, step.A), RefundAmount(step, 5_000))], null),
            14 => RefundCredit.Decide(
                Account,
                Choose(Account.Credits.Keys, step.A),
                Draft(step, Account.Credits.Values.Sum(credit => credit.Left.Minor)),
                step.C % 2 == 0 ? "acss_debit" : "transfer",
                Newest),
            15 or 16 or 17 or 23 => RefundWordRule.Decide(Account, Part(step), Word(step), Profile.Calendar).Decision,
            18 => CancelRefund.Decide(Account, Choose(Account.Refunds.Keys, step.A), "a reason", Now),
            19 => ReturnRule.Decide(Account, Choose(Account.Payments.Keys, step.A), Taken(step), "org", Retries).Decision,
            24 => MakeCredit.Decide(Account, Credit.New(
                NextId("crd"), CreditKinds.Goodwill, new Money(1 + step.A, "CAD"), "a reason", today.AddDays(-(step.B % 30)), Now, [], null)),
            25 => VoidCredit.Decide(Account, Choose(Account.Credits.Keys, step.A), "a reason", Now),
            26 => MoveCredit.Decide(Account, Choose(Account.Credits.Keys, step.A), Move(step)),
            27 => ReceiveCredit.Decide(Account, Credit.New(
                "crd_there" + (step.A % 3), CreditKinds.Transfer, new Money(1 + step.B, "CAD"), "a reason", today, Now, [], "crd_here")),
            28 => ZeroBalance.Decide(Account, Zero(step), order, today, Now),
            29 => AllocateByHand.Decide(Account, Choose(Account.Credits.Keys, step.A), [Item(step)]),
            31 => ChargedDifference(step),
            32 => SubstituteLine.Decide(Account, "judo", new SubstituteLine.Substitution(
                Choose(Account.Invoices.Keys, step.A), "4", "karate", Items["judo"] with { UnitPrice = new Money(1 + step.B, "CAD") }, "a reason", NextId("inv"), NextId("crd"), Now),
                "org", Profile),
            30 => RemoveAllocations.DecideOfCredit(Account, Choose(Account.Credits.Keys, step.A), Some(step), "org", today),
            39 or 40 or 41 => MakePlan.Decide(Account, Plan(step), "org"),
            33 => StartSubscription.Decide(Account, Subscription(step), "org"),
            34 or 35 => BillSubscription.Decide(Account, Due(step)) ?? AskDuePayments.Decide(Account, Due(step)),
            36 => CancelPlan.Decide(Account, Choose(Account.Plans.Keys, step.A), "a reason", "org"),
            37 => MoveInstalment.Decide(Account, new MoveInstalment.Move(Instalment(step), step.B % 2 == 0 ? today.AddDays(step.B % 60) : null, null, null), "org"),
            38 => ConfirmInstalment.Decide(Account, new ConfirmInstalment.Confirmation(NextId("pay"), Instalment(step), null, "org", Later(step)), Profile),
            44 or 45 => OutcomeRule.Decide(Account, ECheque(step, isAtBank: false), Sent(step), "org", order, today, Retries).Decision,
            46 => FromBank(step, ECheque(step, isAtBank: true), order, today),
            48 or 49 => ApplyCredit.Decide(Account, Choose(Account.Credits.Keys, step.A), Application(step), "org", order, today),
            42 or 43 => OutcomeRule.Decide(Account, AskedFor(step), Arrival(step), "org", order, today, Retries).Decision,
            50 => RetryInstalment.Decide(Account, Choose(FailedInstalments, step.A), step.B % 2 == 0 ? null : new PayingBy("card", "pm_2"), Due(step)),
            51 => RetryRefund.Decide(Account, Choose(FailedRefunds, step.A), NextId("ref"), step.C % 2 == 0 ? "acss_debit" : "transfer", Newest, Now, "org"),
            52 => DismissAction.Decide(Account, Choose(FailedInstalments.Concat(FailedRefunds), step.A), new Dismissal("a reason", "a clerk", Now), "en"),
            53 or 54 => OutcomeRule.Decide(Account, AskedFor(step), Refusal(step), "org", order, today, Retries).Decision,
            55 => TryAgain.Decide(Account, Due(step)),
            59 or 60 => DisputeRule.Decide(Account, Disputable(step), Disputed(step), "org", Retries).Decision,
            _ => FromBank(step, Choose(Account.Payments.Keys, step.A), order, today),
        });
    }

    public void RemoveEveryAllocation()
    {
        foreach (var funds in Account.Payments.Keys.Concat(Account.Credits.Keys).ToArray())
        {
            Apply(Account.IsCredit(funds)
                ? RemoveAllocations.DecideOfCredit(Account, funds, _ => true, "org", DateOnly.Parse(Today))
                : RemoveAllocations.Decide(Account, funds, allocation => allocation.Credit is null));
        }
    }

    private void Apply(Decision<Account> decision)
    {
        if (decision is Decision<Account>.NeedsRows needs)
        {
            // Everything there is is here: what a rule misses does not exist, as the store would have told it.
            Account = Account with { AskedFor = Account.AskedFor.Union(needs.Names) };
            return;
        }
        if (decision is Decision<Account>.InSteps inSteps)
        {
            foreach (var step in inSteps.Steps)
                Take(Whole(step.After), step.Note);
        }
        if (decision is Decision<Account>.Changed changed)
            Take(changed.After, changed.Note);
    }

    /// <summary>A step sees only the documents that it changes.</summary>
    private Account Whole(Account part)
    {
        var whole = part.Invoices.Values.Aggregate(Account with { Head = part.Head }, (sum, invoice) => sum.With(invoice));
        return part.Payments.Values.Cast<IFunds>().Concat(part.Credits.Values).Aggregate(whole, (sum, funds) => sum.With(funds));
    }

    private void Take(Account after, JournalNote note)
    {
        SeeProvisional(Account, after);
        Account = after;
        Notes.Add(note);
        foreach (var posting in note.Postings)
            _sums[posting.Ledger] = _sums.GetValueOrDefault(posting.Ledger) + posting.Amount.Minor;
    }

    private void SeeProvisional(Account before, Account after)
    {
        foreach (var payment in after.Payments.Values)
        {
            var earlier = before.Payments.GetValueOrDefault(payment.Id)?.Provisional ?? [];
            var now = payment.Provisional ?? [];
            if (now.Count > 0)
                ProvisionalSeen.Add("covers");
            if (earlier.Any(covered => now.All(still => still.Invoice != covered.Invoice || still.Line != covered.Line)))
                ProvisionalSeen.Add(payment.State);
        }
    }

    /// <summary>All allocations, those of one invoice, or those of one line of it.</summary>
    private Func<Allocation, bool> Some(RandomStep step)
    {
        var invoice = step.B % 2 == 0 ? null : Choose(Account.Invoices.Keys, step.B);
        return allocation =>
            allocation.Credit is null && (invoice is null || allocation.Invoice == invoice) && (step.C % 3 != 0 || allocation.Line == "1");
    }

    private string NextId(string prefix) => $"{prefix}_{++_made:D4}";

    private static string Choose(IEnumerable<string> ids, int number) => ids.ToArray() is { Length: > 0 } some ? some[number % some.Length] : "none";

    private static IssueInvoice.Request Invoice(RandomStep step)
    {
        var due = DateOnly.Parse(Today).AddDays((step.B % 90) - 45);
        return new IssueInvoice.Request(
            [
                Line(step.A, "fee", step.C),
                Line(step.B, "interest", step.A),
                Line(step.C, "principal", step.B),
                Line(step.A, "principal", step.C) with { Item = "judo", From = new(2026, 3, 1 + (step.B % 30)) },
            ],
            due,
            [due]);
    }

    private static IssueInvoice.RequestLine Line(int price, string component, int taxes) => new(
        "Swimming",
        new Money(1 + price, "CAD"),
        Category: "cat" + (price % 2),
        Component: component,
        Quantity: 1 + (price % 3) / 8m,
        Taxes: (taxes % 3) switch { 0 => null, 1 => ["GST"], _ => ["GST", "QST"] });

    private Payment Payment(RandomStep step, string method, string state, OnlinePayment? online)
    {
        string[] made = step.C % 3 == 0 && Account.Invoices.Count > 0 ? [Choose(Account.Invoices.Keys, step.B)] : [];
        var received = DateOnly.Parse(Today).AddDays(-(step.B % 30));
        return new Payment(NextId("pay"), method, new Money(1 + step.A, "CAD"), state, received, Now, null, null, made, [], online);
    }

    /// <summary>Some invoices cost something to pay online.</summary>
    private static OnlineFeeTerms? OnlineFee(RandomStep step) =>
        step.B % 2 == 0 ? new OnlineFeeTerms(new Tariff(step.A * 10, new Money(step.C % 50, "CAD")), "Online fees", "online_fees") : null;

    private Decision<Account> Charge(RandomStep step, string order, DateOnly today)
    {
        var payment = Payment(step, "acss_debit", PaymentStates.Requested, new OnlinePayment("pm_1", null, null, [], []));
        var fee = OnlineFeeRule.Of(Account, payment, "fee", order, today);
        return Receivables.Decide(
            Account, payment, new FeeAsk(NextId("inv"), fee is null ? null : payment.Amount + fee.Total, order, today), "org");
    }

    private AllocateByHand.AllocationItem Item(RandomStep step) =>
        new(Choose(Account.Invoices.Keys, step.B), (1 + (step.C % 3)).ToString(), new Money(1 + (step.C % 2_000), "CAD"));

    private IReadOnlyList<string> Newest => [.. RefundShares.NewestFirst(Account.Payments.Values).Select(payment => payment.Id).Take(RefundablePayments.MaxPayments)];

    private CancelInvoice.Cancellation Cancellation(RandomStep step) => new(
        Choose(Account.Invoices.Keys, step.A), step.B % 3 == 0 ? null : [(1 + (step.B % 3)).ToString()], "a reason", DateOnly.Parse(Today), Now);

    /// <summary>Some of what there is, sometimes a little too much.</summary>
    private RefundDraft Draft(RandomStep step, long held)
    {
        var amount = RefundAmount(step, held);
        var expected = step.C % 11 == 0 ? new Money(1, "CAD") : RefundDraft.TotalOf(Account) + amount;
        return new RefundDraft(NextId("ref"), amount, expected, "a reason", Now, "org");
    }

    private static Money RefundAmount(RandomStep step, long held) => new(1 + (step.B % Math.Max(1, held + 10)), "CAD");

    private Decision<Account> ChargedDifference(RandomStep step)
    {
        var invoice = Choose(Account.Invoices.Keys, step.A);
        return Account.Invoices.GetValueOrDefault(invoice)?.Find("1") is { IsCancelled: false } line
            ? ChargeDifference.Decide(Account, NextId("inv"), invoice, line, new Money(1 + step.B, "CAD"), "a reason", "org", Profile, Now)
            : CommonRefusals.NotFound;
    }

    private static CreditMoved Move(RandomStep step) =>
        new("org", "acc", "crd", "other", "crd_there", step.B % 3 == 0 ? null : 1 + (step.B % 3_000), "a reason");

    private ZeroBalance.Wish Zero(RandomStep step) =>
        new("a reason", step.B % 3 == 0, step.C % 2 == 0 ? "transfer" : null, NextId("crd"), NextId("ref"), "org");

    private RefundPartKey Part(RandomStep step) =>
        new("org", "acc", Choose(Account.Refunds.Keys, step.A), (1 + (step.C % 2)).ToString());

    private RefundWord Word(RandomStep step)
    {
        string[] states = [RefundPartStates.Unknown, RefundPartStates.Sent, RefundPartStates.Succeeded, RefundPartStates.Succeeded, RefundPartStates.Failed];
        var state = states[step.B % states.Length];
        return new RefundWord(state, "re_1", null, state == RefundPartStates.Failed ? "declined" : null, Now);
    }

    private PaymentPlan Plan(RandomStep step)
    {
        string[] invoices = step.C % 3 != 0 && Account.Invoices.Count > 0 ? [Choose(Account.Invoices.Keys, step.A)] : [];
        var left = invoices.Length == 0 ? 9_000 : Account.Invoices[invoices[0]].Left.Minor;
        var amount = new Money(100 + (step.B % Math.Max(1, left)), "CAD");
        MakePlan.RequestPayer[] payers = step.A % 2 == 0
            ? [new MakePlan.RequestPayer(Percent: 100)]
            : [new MakePlan.RequestPayer(Percent: 66.67m), new MakePlan.RequestPayer("Paul", "paul@example.org", Percent: 33.33m)];
        PayingBy[] ways = [new PayingBy(step.C % 4 == 1 ? "acss_debit" : "card", "pm_1"), new PayingBy("cheque", null)];
        var dates = PlanDates.Regular(DateOnly.Parse(Today).AddDays(step.B % 2), step.A % 2 == 0 ? "week" : "month", 1 + (step.C % 4));
        return MakePlan.Draft(NextId("pln"), amount, invoices, payers, [.. ways.Take(payers.Length)], dates, Now)!;
    }

    private Subscription Subscription(RandomStep step)
    {
        var first = DateOnly.Parse(Today).AddDays(step.A % 25);
        return new Subscription(
            NextId("sub"), "Gym", Owner.MemberId, null, null, step.C % 2 == 0 ? [] : ["GST"], new Money(1 + step.B, "CAD"), first.Day, "card", "pm_1", first, null, first, null, Now, 1);
    }

    private DueRun Due(RandomStep step) => new(NextId("inv"), NextId("pln"), NextId("pay"), "org", Profile, Later(step));

    /// <summary>Today, or some day of the months after.</summary>
    private static DateTimeOffset Later(RandomStep step) => Now.AddDays(step.B % 90);

    /// <summary>A payment that asks for instalments, so that plans go on and not only begin.</summary>
    private string AskedFor(RandomStep step) =>
        Choose(Account.Payments.Values.Where(payment => payment.Instalments is not null).Select(payment => payment.Id), step.A);

    /// <summary>Rarely drawn among all payments, and what comes of it is worth a closer look.</summary>
    private string ECheque(RandomStep step, bool isAtBank) => Choose(
        Account.Payments.Values
            .Where(payment => PaymentMethods.IsBankDebit(payment.Method))
            .Where(payment => isAtBank ? payment.IsProvisional : payment.State is PaymentStates.Requested or PaymentStates.Failed)
            .Select(payment => payment.Id),
        step.A);

    private Decision<Account> FromBank(RandomStep step, string payment, string order, DateOnly today) =>
        OutcomeRule.Decide(Account, payment, Outcome(step, payment), "org", order, today, Retries).Decision;

    private ProviderOutcome Sent(RandomStep step)
    {
        var amount = Account.Payments.TryGetValue(ECheque(step, isAtBank: false), out var payment) ? payment.Amount : new Money(1, "CAD");
        return new ProviderOutcome("pi_" + amount.Minor, PaymentStates.Pending, null, null, Now.AddSeconds(step.C), IsCurrent: true);
    }

    private ProviderOutcome Arrival(RandomStep step)
    {
        var amount = Account.Payments.TryGetValue(AskedFor(step), out var payment) ? payment.Amount : new Money(1, "CAD");
        return new ProviderOutcome("pi_" + amount.Minor, PaymentStates.Succeeded, amount, null, Now.AddSeconds(step.C), IsCurrent: true);
    }

    private ProviderOutcome Refusal(RandomStep step)
    {
        var amount = Account.Payments.TryGetValue(AskedFor(step), out var payment) ? payment.Amount : new Money(1, "CAD");
        var code = step.B % 3 == 0 ? "stolen_card" : "insufficient_funds";
        return new ProviderOutcome(
            "pi_" + amount.Minor, PaymentStates.Failed, null, new PaymentAttempt("ch_" + step.C, code, Now), Now.AddSeconds(step.C), IsCurrent: true);
    }

    /// <summary>Entries of the action centre, and what failed and is none any more.</summary>
    private IEnumerable<string> FailedInstalments => Account.Plans.Values.SelectMany(plan =>
        plan.Instalments.Where(instalment => instalment.Failures is not null).Select(instalment => $"{plan.Id}-{instalment.Id}"));

    private IEnumerable<string> FailedRefunds =>
        Account.Credits.Values.Where(credit => credit.RefundFailure is not null).Select(credit => credit.Id);

    private InstalmentKey Instalment(RandomStep step) => new(Choose(Account.Plans.Keys, step.A), (1 + (step.C % 4)).ToString());

    /// <summary>The next instalment, the next of a plan, or a chosen one.</summary>
    private ApplyCredit.Request Application(RandomStep step) => (step.B % 3) switch
    {
        0 => new ApplyCredit.Request(),
        1 => new ApplyCredit.Request(Instalment(step).Plan),
        _ => new ApplyCredit.Request(Instalment(step).Plan, Instalment(step).Instalment),
    };

    /// <summary>One that arrived, or that a bank has had something to say of already.</summary>
    private string Disputable(RandomStep step) => Choose(
        Account.Payments.Values
            .Where(payment => payment.Online is { } online && (payment.State == PaymentStates.Succeeded || online.Disputes is not null))
            .Select(payment => payment.Id),
        step.A);

    private Dispute Disputed(RandomStep step)
    {
        string[] states = [DisputeStates.Open, DisputeStates.Open, DisputeStates.Won, DisputeStates.Lost];
        var amount = Account.Payments.TryGetValue(Disputable(step), out var payment) ? payment.Amount : new Money(1, "CAD");
        var some = step.B % 3 == 0 ? new Money(1 + (step.B % amount.Minor), "CAD") : amount;
        return new Dispute("dq_" + (step.C % 3), some, "fraudulent", states[step.B % states.Length], Now, Now.AddDays(step.C % 9), null);
    }

    private PaymentReturn Taken(RandomStep step)
    {
        var amount = Account.Payments.TryGetValue(Choose(Account.Payments.Keys, step.A), out var payment) ? payment.Amount : new Money(1, "CAD");
        return new PaymentReturn("dp_" + (step.C % 4), step.B % 3 == 0 ? new Money(1 + (step.B % amount.Minor), "CAD") : amount, "fraudulent", Now);
    }

    private ProviderOutcome Outcome(RandomStep step, string of)
    {
        // The bank takes back by another rule.
        string[] states = [.. PaymentStates.All.Where(known => known != PaymentStates.Returned), PaymentStates.Succeeded, PaymentStates.Succeeded];
        var state = states[step.B % states.Length];
        var amount = Account.Payments.TryGetValue(of, out var payment) ? payment.Amount : new Money(1, "CAD");
        var attempt = state == PaymentStates.Failed ? new PaymentAttempt("ch_" + (step.C % 5), "insufficient_funds", Now) : null;
        var received = state == PaymentStates.Succeeded ? (step.C % 7 == 0 ? new Money(amount.Minor + 1, "CAD") : amount) : (Money?)null;
        return new ProviderOutcome("pi_" + amount.Minor, state, received, attempt, Now.AddSeconds(step.C), step.C % 2 == 0);
    }
}
