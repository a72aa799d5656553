using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-18")]
public sealed class MatchingTests
{
    private static readonly Gen<Invoice[]> Invoices =
        from count in Gen.Choose(0, 12)
        from invoices in Gen.ArrayOf(
            from due in Gen.Choose(-40, 40)
            from lines in Gen.ArrayOf(
                from component in Gen.Elements(LineComponents.All.ToArray())
                from minor in Gen.Choose(1, 60)
                select (component, (long)minor)).Resize(4)
            select (due, lines), count)
        select invoices.Where(invoice => invoice.lines.Length > 0)
            .Select((invoice, index) => UnreconciledAccount.Invoice(index, invoice.due, invoice.lines)).ToArray();

    private static readonly Gen<IFunds[]> Funds =
        from count in Gen.Choose(0, 12)
        from funds in Gen.ArrayOf(
            from isCredit in Gen.Elements(true, false)
            from daysAgo in Gen.Choose(0, 5)
            from minor in Gen.Choose(1, 120)
            select (isCredit, daysAgo, minor), count)
        select funds.Select((some, index) => some.isCredit
            ? (IFunds)UnreconciledAccount.Credit(index, some.daysAgo, some.minor)
            : UnreconciledAccount.Payment(index, some.daysAgo, some.minor)).ToArray();

    /// <summary>Some of it paid by hand already, so that the same money meets the same line again.</summary>
    private static readonly Gen<(Account Account, string Order, int MaxDocuments)> Cases =
        from invoices in Invoices
        from funds in Funds
        from order in Gen.Elements(AllocationOrders.All.ToArray())
        from maxDocuments in Gen.Choose(2, 20)
        from byHand in Gen.ArrayOf(
            from some in Gen.Choose(0, 11)
            from invoice in Gen.Choose(0, 11)
            from minor in Gen.Choose(1, 30)
            select (some, invoice, minor)).Resize(5)
        select (PaidByHand(UnreconciledAccount.Of(invoices, funds), funds, invoices, byHand), order, maxDocuments);

    [Fact]
    public void One_step_allocates_what_the_plain_definition_allocates() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Cases.ToArbitrary(), example =>
        {
            var (account, order, maxDocuments) = example;
            var today = UnreconciledAccount.Today;
            Assert.Equal(
                PlainReconciliation.All(account, order, today, maxDocuments).Stored(),
                Reconciliation.All(account, order, today, maxDocuments).Stored());
        }));

    [Fact]
    public void The_steps_from_one_read_are_those_of_reading_anew_for_each() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Cases.ToArbitrary(), example =>
        {
            var (account, order, maxDocuments) = example;
            var today = UnreconciledAccount.Today;
            var anew = account;
            foreach (var step in Matching.InSteps(Reconciliation.Matches(account, order, today), maxDocuments))
            {
                account = Matching.Apply(account, step);
                anew = PlainReconciliation.All(anew, order, today, maxDocuments);
                Assert.Equal(anew.Stored(), account.Stored());
            }
            Assert.Empty(Reconciliation.Matches(account, order, today));
        }));

    [Fact]
    public void A_step_ends_where_the_journals_row_would_be_full()
    {
        var lines = Enumerable.Repeat((LineComponents.Principal, 1L), 100).ToArray();
        var invoices = Enumerable.Range(0, 12).Select(number => UnreconciledAccount.Invoice(number, number, lines));
        var account = UnreconciledAccount.Of(invoices, [UnreconciledAccount.Payment(1, 0, 1_200)]);

        var steps = Matching.InSteps(Reconciliation.Matches(account, AllocationOrders.OldestDueFirst, UnreconciledAccount.Today), 44);

        Assert.Equal([500, 500, 200], steps.Select(step => step.Count));
    }

    [Fact]
    public void A_payment_that_pays_as_many_lines_as_its_row_holds_keeps_the_rest_and_the_next_one_goes_on()
    {
        var lines = Enumerable.Repeat((LineComponents.Principal, 1L), 100).ToArray();
        var invoices = Enumerable.Range(0, 21).Select(number => UnreconciledAccount.Invoice(number, number, lines));
        var account = UnreconciledAccount.Of(invoices, [UnreconciledAccount.Payment(1, 1, 5_000), UnreconciledAccount.Payment(2, 0, 50)]);

        var after = Matching.Apply(account, Reconciliation.Matches(account, AllocationOrders.OldestDueFirst, UnreconciledAccount.Today));

        Assert.Equal([(2_000, 3_000L), (50, 0)], after.Payments.Values.Select(payment => (payment.Allocations.Count, payment.Unapplied.Minor)));
        Assert.Empty(Reconciliation.Matches(after, AllocationOrders.OldestDueFirst, UnreconciledAccount.Today));
    }

    private static Account PaidByHand(Account account, IFunds[] funds, Invoice[] invoices, (int Funds, int Invoice, int Minor)[] byHand)
    {
        foreach (var some in byHand.Where(_ => funds.Length > 0 && invoices.Length > 0))
        {
            var invoice = invoices[some.Invoice % invoices.Length];
            var from = funds[some.Funds % funds.Length].Id;
            account = Reconciliation.Allocate(account, from, invoice.Id, "1", new Money(some.Minor, "CAD"));
        }
        return account;
    }
}
