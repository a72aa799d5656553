using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ServiceEndpoints
{
    public static void Map(RouteGroupBuilder services)
    {
        services.MapGet("/", ListServices.Handle).Needs(Scopes.VouchersRead).Produces<Page<ServiceView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Services of a wallet, by state and company, oldest or newest first.");
        services.MapPost("/", EncodeService.Handle).Needs(Scopes.VouchersWrite).Produces<ServiceView>(StatusCodes.Status201Created)
            .Refuses(
                CommonRefusals.NotFound,
                CompanyRefusals.UnknownCompany,
                VoucherRefusals.TooManyInValidation,
                VoucherRefusals.TooManyWaiting)
            .WithSummary("Encode a service: from then on the user may confirm and the company validate it.");
        services.MapGet("/{service}", ReadService.Handle).Needs(Scopes.VouchersRead).Produces<ServiceView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A service: how many vouchers it needs, has and lacks, with its validation and its trail.");
        services.MapPost("/{service}/confirm", ConfirmService.Handle).Needs(Scopes.VouchersWrite).MovesMoney().Produces<ServiceView>()
            .Refuses(CommonRefusals.NotFound, VoucherRefusals.Withdrawn, VoucherRefusals.WaitsForCompany)
            .WithSummary("The user says yes; once the company has, too, vouchers are allocated.");
        services.MapPost("/{service}/contest", ContestService.Handle).Needs(Scopes.VouchersWrite).Produces<ServiceView>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                VoucherRefusals.Withdrawn,
                VoucherRefusals.Confirmed,
                VoucherRefusals.DelayEnded,
                VoucherRefusals.TooManyRounds)
            .WithSummary("The user says no: it goes back to the company, and silence no longer counts.");
        services.MapPost("/{service}/validate", ValidateService.Handle).Needs(Scopes.VouchersWrite).MovesMoney().Produces<ServiceView>()
            .Refuses(CommonRefusals.NotFound, VoucherRefusals.Withdrawn)
            .WithSummary("The company says yes, or stands by a contested service, which the user must then confirm again.");
        services.MapPost("/{service}/correct", CorrectService.Handle).Needs(Scopes.VouchersWrite).Produces<ServiceView>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                VoucherRefusals.Withdrawn,
                VoucherRefusals.Validated,
                VoucherRefusals.DelayEnded,
                VoucherRefusals.NothingCorrected,
                VoucherRefusals.TooManyRounds)
            .WithSummary("The company corrects the number of vouchers or the day; the user must confirm again.");
        services.MapPost("/{service}/withdraw", WithdrawService.Handle).Needs(Scopes.VouchersWrite).Produces<ServiceView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, VoucherRefusals.VouchersAllocated)
            .WithSummary("The company takes a service back to which nothing is allocated.");
    }
}
