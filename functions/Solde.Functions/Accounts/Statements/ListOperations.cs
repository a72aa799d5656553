using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// An account's money movements with running balance, newest or oldest first (BIL-28). A cursor carries the balance
/// where it stands, which no later entry changes: so a page costs what it shows, whatever came before.
/// </summary>
internal static class ListOperations
{
    private const string Newest = "newest";
    private const string Oldest = "oldest";

    /// <summary>A filter looks at so many entries for one page, then hands over a cursor: no call runs on without end.</summary>
    private const int MaxLooked = 2_000;

    /// <param name="from">The first day of booking, included.</param>
    /// <param name="to">The last day, included.</param>
    /// <param name="kind">See <see cref="Operation.Kinds"/>.</param>
    /// <param name="document">Only what made or changed this invoice, payment, credit or refund.</param>
    public static async Task<Answer> Handle(
        string account,
        DateOnly? from,
        DateOnly? to,
        string? kind,
        string? document,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        JournalReader journal,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations)
    {
        var errors = new FieldErrors();
        errors.OneOf("kind", kind, Operation.Kinds, needed: false);
        errors.OneOf("order", order, [Oldest, Newest], needed: false);
        errors.Id("document", document, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        Position? position = null;
        if (after is not null && !errors.Any && (position = Position.Read(after)) is null)
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();

        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (found.Head is not { } head)
            return CommonRefusals.NotFound;
        var calendar = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!.Calendar;
        var isNewestFirst = order != Oldest;
        position ??= isNewestFirst ? new Position(found.Sequence + 1, head.Totals.Balance) : new Position(0, 0);
        bool Takes(Operation operation) =>
            (from is null || operation.On >= from)
            && (to is null || operation.On <= to)
            && (kind is null || operation.Is(kind))
            && (document is null || operation.Documents.Contains(document));

        // A filter passes over most of what it reads; without one nearly every entry is shown.
        var isFiltered = from is not null || to is not null || kind is not null || document is not null;
        var chunk = isFiltered ? Cursor.MaxLimit : size;
        var walk = new Walk(position, isNewestFirst, chunk, head.Currency, calendar);
        var items = new List<Operation>();
        for (var looked = 0; looked < MaxLooked && items.Count < size && !walk.IsAtEnd;)
        {
            var entries = await journal.PageAsync<Account>(
                command.Organisation, account, walk.Position.Sequence, chunk, isNewestFirst, command.CancellationToken);
            looked += entries.Count;
            foreach (var operation in walk.Over(entries).Where(Takes))
            {
                items.Add(operation);
                if (items.Count == size)
                    break;
            }
        }
        return Cursor.Answer(
            new Page<Operation>(items, walk.IsAtEnd ? null : Cursor.After(walk.Position.ToString())), AccountsJson.Default.PageOperation);
    }

    /// <summary>Between two entries: the one on this side of it, and the balance there.</summary>
    private sealed record Position(long Sequence, long Balance)
    {
        public static Position? Read(string text) =>
            text.Split(':') is [var sequence, var balance]
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(balance, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor)
                ? new Position(at, minor)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Balance}");
    }

    /// <summary>Goes over the entries in either direction and keeps the balance on the way.</summary>
    private sealed class Walk(Position start, bool isNewestFirst, int chunk, string currency, BusinessCalendar calendar)
    {
        public Position Position { get; private set; } = start;

        public bool IsAtEnd { get; private set; }

        public IEnumerable<Operation> Over(IReadOnlyList<JournalEntry> entries)
        {
            foreach (var entry in entries)
            {
                var effect = Operation.EffectOf(entry, currency).Minor;
                var after = isNewestFirst ? Position.Balance : checked(Position.Balance + effect);
                Position = new Position(entry.Sequence, isNewestFirst ? checked(Position.Balance - effect) : after);
                IsAtEnd = isNewestFirst ? entry.Sequence == 1 : entries.Count < chunk && entry.Sequence == entries[^1].Sequence;
                if (Operation.Of(entry, new Money(after, currency), calendar) is { } operation)
                    yield return operation;
            }
            IsAtEnd |= entries.Count == 0;
        }
    }
}
