using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Payments;

/// <summary>Asks for a payment by a saved method (PAY-01). Only writes it down: the provider is called from the queue.</summary>
internal static class StartCharge
{
    /// <param name="PaymentMethod">The id of a saved method of the account.</param>
    /// <param name="Invoices">What it pays; all open lines in the organisation's order unless given.</param>
    /// <param name="Total">The amount with the fee of paying these invoices online; needed where there is one (INS-04).</param>
    public sealed record Request(
        string? Account,
        string? PaymentMethod,
        Money? Amount,
        IReadOnlyList<string>? Invoices = null,
        string? Payer = null,
        string? Note = null,
        Money? Total = null);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Payer> payers, IReceivables receivables, IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.Id("account", request.Account);
        errors.Id("paymentMethod", request.PaymentMethod);
        errors.Amount("amount", request.Amount ?? default, profile.Currency);
        errors.Text("payer", request.Payer, FieldErrors.NameLength, needed: false);
        errors.Text("note", request.Note, FieldErrors.NoteLength, needed: false);
        PaymentTargets.Check(request.Invoices, errors);
        if (errors.Any)
            return errors.ToRefusal();

        var payer = await payers.ReadAsync(command.Organisation, request.Account!, command.CancellationToken);
        if (!payer.Methods.TryGetValue(request.PaymentMethod!, out var method))
            return SavedMethodRefusals.Unknown.With(request.PaymentMethod!);
        return await receivables.RequestPaymentAsync(
            request.Account!,
            new PaymentRequest(
                method.Type, request.Amount!.Value, request.Invoices ?? [], method.Id, request.Payer, request.Note, request.Total),
            command);
    }
}
