using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>A worker or the company encodes a service; from then on both sides may act, and both delays run (VOU-02).</summary>
internal static class EncodeService
{
    public const int MaxVouchers = 99;
    public const int MaxInValidation = 500;

    /// <summary>All of them stand in one row, with those that are still to come out of validation.</summary>
    public const int MaxWaiting = 1_000;

    /// <param name="Company">Whose service it is.</param>
    /// <param name="EncodedBy">worker or company.</param>
    public sealed record Request(string? Company, DateOnly? PerformedOn, int? Vouchers, string? EncodedBy, WorkerRequest? Worker = null);

    /// <param name="Reference">The company's own.</param>
    public sealed record WorkerRequest(string? Name = null, string? Reference = null);

    public static async Task<Answer> Handle(
        string wallet,
        Request request,
        Command command,
        AggregateStore<Wallet> wallets,
        AggregateStore<Company> companies,
        VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = Check(request, moment);
        if (errors.Any)
            return errors.ToRefusal();
        // One that is erased could not be asked whether it agrees, nor hand anything in.
        if (!await companies.MayChangeAsync(command.Organisation, request.Company!, command.CancellationToken))
            return await wallets.ChangeAsync(wallet, command, current => RefuseCompany(current, request.Company!));
        var id = IdempotencyKey.NewId("svc");
        return await wallets.ChangeAsync(wallet, command, current => Decide(current, id, request, moment));
    }

    internal static Decision<Wallet> Decide(Wallet wallet, string id, Request request, VoucherMoment moment)
    {
        if (wallet.Head is not { } head)
            return CommonRefusals.NotFound;
        if (wallet.Services.Values.Count(waiting => waiting.IsInValidation) >= MaxInValidation)
            return VoucherRefusals.TooManyInValidation.With(MaxInValidation);
        if (wallet.Queue?.Services.Count >= MaxWaiting)
            return VoucherRefusals.TooManyWaiting.With(MaxWaiting);

        var rules = moment.Settings.RulesOf(head.Region);
        var (encodedBy, worker) = (request.EncodedBy!, request.Worker);
        DateTimeOffset? userBy = rules.Mode == ValidationModes.Parallel
            ? Deadlines.OfUser(rules, head, encodedBy, moment.Calendar, moment.Now)
            : null;
        var service = new Service(
            id,
            request.Company!,
            worker is null ? null : new Worker(worker.Name, worker.Reference),
            request.PerformedOn!.Value,
            request.Vouchers!.Value,
            encodedBy,
            moment.Now,
            new Side(SideStates.Pending, userBy),
            new Side(SideStates.Pending, Deadlines.OfCompany(rules, encodedBy, moment.Calendar, moment.Now)),
            SilenceCounts: true,
            [new Round(RoundActs.Encoded, encodedBy, moment.Now, Vouchers: request.Vouchers, PerformedOn: request.PerformedOn)],
            []);
        return new Decision<Wallet>.Changed(
            wallet.With(service),
            new JournalNote("ServiceEncoded"),
            Answer.Created(
                ServiceView.Of(service), VouchersJson.Default.ServiceView, $"/api/v1/vouchers/wallets/{wallet.Id}/services/{id}"),
            []);
    }

    private static Decision<Wallet> RefuseCompany(Wallet wallet, string company) =>
        wallet.Exists ? CompanyRefusals.UnknownCompany.With(company) : CommonRefusals.NotFound;

    private static FieldErrors Check(Request request, VoucherMoment moment)
    {
        var errors = new FieldErrors();
        errors.Id("company", request.Company);
        errors.OneOf("encodedBy", request.EncodedBy, Encoders.All);
        if (request.PerformedOn is null)
            errors.Add("performedOn", ServiceFields.Needed);
        ServiceFields.Check(request.Vouchers ?? 0, request.PerformedOn, moment, errors);
        errors.Text("worker.name", request.Worker?.Name, FieldErrors.NameLength, needed: false);
        errors.Text("worker.reference", request.Worker?.Reference, FieldErrors.NameLength, needed: false);
        return errors;
    }
}
