using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Payments;

internal static class ListPaymentMethods
{
    public static async Task<Answer> Handle(string? account, string? cursor, int? limit, Command command, AggregateStore<Payer> payers)
    {
        var errors = new FieldErrors();
        errors.Id("account", account);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var payer = await payers.ReadAsync(command.Organisation, account!, command.CancellationToken);
        var page = Cursor.Page(payer.Methods.Values.Select(SavePaymentMethod.View.Of), method => method.Id, after, size);
        return Cursor.Answer(page, PaymentsJson.Default.PageSavePaymentMethodView);
    }
}
