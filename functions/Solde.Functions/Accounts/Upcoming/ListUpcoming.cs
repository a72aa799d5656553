using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>What is still to come, by date (BIL-15): of the whole organisation, or of one account as it is at this moment.</summary>
internal static class ListUpcoming
{
    public static async Task<Answer> Handle(
        DateOnly? from,
        DateOnly? to,
        string? method,
        string? account,
        string? state,
        string? cursor,
        int? limit,
        Command command,
        UpcomingIndex index)
    {
        var errors = new FieldErrors();
        var filter = Read(from, to, method, account, state, errors);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        return errors.Any
            ? errors.ToRefusal()
            : Cursor.Answer(
                await index.PageAsync(command.Organisation, filter, after, size, command.CancellationToken),
                AccountsJson.Default.PageUpcomingPayment);
    }

    public static async Task<Answer> HandleOfAccount(
        string account,
        DateOnly? from,
        DateOnly? to,
        string? method,
        string? state,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations)
    {
        var errors = new FieldErrors();
        var filter = Read(from, to, method, null, state, errors);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        return found.Exists
            ? Cursor.Answer(
                Cursor.Page(UpcomingPayment.Of(found, profile).Where(filter.Takes), payment => payment.SortKey(), after, size),
                AccountsJson.Default.PageUpcomingPayment)
            : CommonRefusals.NotFound;
    }

    private static UpcomingFilter Read(
        DateOnly? from, DateOnly? to, string? method, string? account, string? state, FieldErrors errors)
    {
        errors.Id("method", method, needed: false);
        errors.Id("account", account, needed: false);
        errors.OneOf("state", state, InstalmentStates.Upcoming, needed: false);
        return new UpcomingFilter(from, to, method, account, state);
    }
}
