using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Partners;

/// <summary>What happened, newest first, whether or not somebody was told of it.</summary>
internal static class ListEvents
{
    /// <param name="from">The first day, included.</param>
    /// <param name="to">The last day, included.</param>
    public static async Task<Answer> Handle(
        string? type,
        string? account,
        DateOnly? from,
        DateOnly? to,
        string? cursor,
        int? limit,
        Command command,
        PartnerEvents events,
        IOrganisationDirectory organisations)
    {
        var errors = new FieldErrors();
        errors.OneOf("type", type, PartnerEventTypes.All, needed: false);
        errors.Id("account", account, needed: false);
        errors.Day("from", from);
        errors.Day("to", to);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();

        var calendar = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!.Calendar;
        var filter = new EventFilter(
            type,
            account,
            from is { } first ? calendar.StartOf(first) : null,
            to is { } last ? calendar.StartOf(last.AddDays(1)) : null);
        return Cursor.Answer(
            await events.PageAsync(command.Organisation, filter, after, size, command.CancellationToken),
            PartnersJson.Default.PagePartnerEvent);
    }
}
