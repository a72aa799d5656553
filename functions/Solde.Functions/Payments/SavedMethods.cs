using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Payments;

internal sealed class SavedMethods(AggregateStore<Payer> payers) : ISavedMethods
{
    public async Task<string?> TypeOfAsync(string organisation, string account, string paymentMethod, CancellationToken cancellation)
    {
        var payer = await payers.ReadAsync(organisation, account, cancellation);
        return payer.Methods.GetValueOrDefault(paymentMethod)?.Type;
    }
}
