using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class DirectDebitEndpoints
{
    public static void Map(RouteGroupBuilder directDebit)
    {
        directDebit.MapGet("/", ReadDirectDebit.Handle).Needs(Scopes.VouchersRead).Produces<MandateView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("The company's direct debit, its account number masked.");
        directDebit.MapPost("/", AskDirectDebit.Handle).Needs(Scopes.VouchersWrite).Produces<MandateView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.DirectDebitExists)
            .WithSummary("Ask for a direct debit, which starts a mandate.");
        directDebit.MapPost("/signed", SignDirectDebit.Handle).Needs(Scopes.VouchersWrite).Produces<MandateView>()
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.DirectDebitSigned)
            .WithSummary("The holder signed the mandate.");
        directDebit.MapPost("/cancellation", CancelDirectDebit.Handle).Needs(Scopes.VouchersWrite).Produces<MandateView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("End the direct debit, signed or not.");
    }
}
