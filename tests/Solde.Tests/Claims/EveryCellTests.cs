using System.Net;
using Solde.Functions.Claims;
using Solde.Tests.Harness;

namespace Solde.Tests.Claims;

/// <summary>Every cell of the table by the API, not by the rule alone: a file is brought into the state, and then it happens.</summary>
[Trait("Rule", "CLM-14")]
public sealed class EveryCellTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    public static TheoryData<string> States => [ClaimStates.NoFile, .. ClaimStates.All];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_happens_to_a_file_is_what_the_table_says(string state)
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var cells = ClaimTableTests.Cells().Where(cell => cell.State == state).ToArray();
        var invoices = await InvoicesAsync(shop, 2 * cells.Length);
        var faults = new List<string>();
        foreach (var cell in cells)
        {
            var claim = Shop.NewNumber("C");
            await BringAsync(shop, claim, state, cell.Facts.Use, invoices);
            var answer = await HappenAsync(shop, claim, cell.Event, cell.Facts, invoices);

            var outcome = ClaimTable.Next(state, cell.Event, cell.Facts);
            var seen = answer.Status == HttpStatusCode.OK ? await shop.StateAsync(shop.IdOf(claim)) : answer.Code;
            var expected = outcome.Refusal?.Code ?? outcome.State ?? state;
            if (seen != expected)
                faults.Add($"{cell}: {seen} and not {expected}: {answer.Body}");
        }
        await fixture.App.DrainAsync();
        Assert.Empty(fixture.App.DeadLetters);
        Assert.Empty(faults);
        if (state != ClaimStates.NoFile)
            await shop.Desk.BooksBalanceAsync();
    }

    private static async Task<Queue<(string Account, string Invoice)>> InvoicesAsync(Shop shop, int count)
    {
        var invoices = new Queue<(string, string)>();
        var account = "";
        for (var i = 0; i < count; i++)
        {
            if (i % 10 == 0)
                account = await shop.Desk.AccountAsync();
            invoices.Enqueue((account, await shop.Desk.InvoiceAsync(account, 100_00, currency: "EUR")));
        }
        // Numbers are taken one after another.
        await shop.Desk.App.DrainAsync();
        return invoices;
    }

    private static async Task BringAsync(
        Shop shop, string claim, string state, ClaimUse use, Queue<(string Account, string Invoice)> invoices)
    {
        if (state == ClaimStates.NoFile)
            return;
        if (state == ClaimStates.AwaitingNotice)
        {
            await shop.TellAsync(claim, "opening_request");
            return;
        }
        var file = await shop.NoticedAsync(claim);
        if (use == ClaimUse.Estimate)
            (await shop.EstimateAsync(file)).Expect(HttpStatusCode.OK);
        if (use is ClaimUse.Invoice or ClaimUse.Credited)
        {
            var (account, invoice) = invoices.Dequeue();
            (await shop.UseAsync(file, account, invoice)).Expect(HttpStatusCode.OK);
        }
        if (use == ClaimUse.Credited)
            (await shop.CreditNoteAsync(file)).Expect(HttpStatusCode.OK);
        if (state is ClaimStates.Sent or ClaimStates.AwaitingPayment)
        {
            var kind = use == ClaimUse.Invoice ? ClaimEvents.InvoiceSent : ClaimEvents.WarrantyNoteSent;
            (await shop.SendAsync(file, kind)).Expect(HttpStatusCode.OK);
        }
        if (state == ClaimStates.AwaitingPayment)
            await shop.TellAsync(claim, "follow_up", "36");
        if (state == ClaimStates.Completed)
            await shop.TellAsync(claim, "follow_up", "35");
        if (state == ClaimStates.Cancelled)
            (await shop.CancelAsync(file)).Expect(HttpStatusCode.OK);
        Assert.Equal(state, await shop.StateAsync(file));
    }

    private static Task<TestAnswer> HappenAsync(
        Shop shop, string claim, string happened, ClaimFacts facts, Queue<(string Account, string Invoice)> invoices)
    {
        var file = shop.IdOf(claim);
        switch (happened)
        {
            case ClaimEvents.InvoiceSent or ClaimEvents.WarrantyNoteSent:
                return shop.SendAsync(file, happened);
            case ClaimEvents.Integrate:
                var (account, invoice) = invoices.Dequeue();
                return shop.UseAsync(file, account, invoice);
            case ClaimEvents.CreditNoteMade:
                return shop.CreditNoteAsync(file);
            case ClaimEvents.CreditNoteDeleted:
                return shop.DeleteCreditNoteAsync(file);
            case ClaimEvents.CancelByHand:
                return shop.CancelAsync(file);
            default:
                return shop.SendAsync(Shop.MessageOf(claim, happened, facts.IsAssignedAnew ? Shop.LaterDay : Shop.Day));
        }
    }
}
