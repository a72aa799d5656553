using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>Payouts of the provider to the bank, newest first: an organisation's shares of them, or all for the operator.</summary>
internal static class ListPayouts
{
    /// <param name="from">The first day on which it arrives.</param>
    /// <param name="to">The last one.</param>
    public static async Task<Answer> Handle(
        DateOnly? from, DateOnly? to, string? state, bool? hasDifference, string? cursor, int? limit, Command command, PayoutIndex index)
    {
        var errors = new FieldErrors();
        errors.Day("from", from);
        errors.Day("to", to);
        errors.OneOf("state", state, PayoutStates.All, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        return errors.Any
            ? errors.ToRefusal()
            : Cursor.Answer(
                await index.PageAsync(
                    command.Organisation, new PayoutFilter(from, to, state, hasDifference), after, size, command.CancellationToken),
                PaymentsJson.Default.PagePayoutItem);
    }
}
