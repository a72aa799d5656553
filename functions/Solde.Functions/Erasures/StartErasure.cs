using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Erasures;

/// <summary>Begins to erase what is due, or one record that somebody asks to have erased.</summary>
internal static class StartErasure
{
    private const int LongestRecord = 200;

    /// <param name="Reason">The law, or that somebody asks for it, without his name: it stays in the journal of all that is erased.</param>
    /// <param name="Kind">One kind of records alone; null for all.</param>
    /// <param name="Record">
    /// One record of the kind alone. What is not part of the books goes at once, however young; the books' time must be over for all else.
    /// </param>
    public sealed record Request(string? Reason, string? Kind = null, string? Record = null);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Erasure> erasures, RecordKinds kinds, RetentionTerms retention, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        errors.OneOf("kind", request.Kind, kinds.Names, needed: request.Record is not null);
        errors.Text("record", request.Record, LongestRecord, needed: false);
        if (errors.Any)
            return errors.ToRefusal();

        var (id, now) = (IdempotencyKey.DerivedId("ers", command), clock.GetUtcNow());
        var terms = await retention.OfAsync(command.Organisation, command.CancellationToken);
        if (request.Record is { } wanted)
        {
            // However young: what changed at this instant goes, too.
            terms = terms with { Others = now.AddTicks(1) };
            var record = await kinds[request.Kind!].FindAsync(command.Organisation, wanted, command.CancellationToken);
            if (Check(record, terms) is { } refusal)
                return await erasures.RefusedAsync(id, command, refusal);
        }
        var scope = new ErasureScope(request.Kind, request.Record);
        var head = new ErasureHead(
            scope, terms, request.Reason!, command.Actor, now, ErasureBatch.Begin(1, kinds.Of(scope)[0]), new Dictionary<string, ErasureCount>());
        return await erasures.ChangeAsync(id, command, current => Decide(current, head, command.Organisation));
    }

    internal static Decision<Erasure> Decide(Erasure erasure, ErasureHead head, string organisation) => erasure.Head is { } known
        ? new Decision<Erasure>.Unchanged(ErasureView.UnderWay(erasure.Id, known))
        : new Decision<Erasure>.Changed(
            erasure with { Head = head },
            new JournalNote("ErasureStarted", head.Reason),
            ErasureView.UnderWay(erasure.Id, head),
            [BatchDue.Announce(organisation, erasure.Id, head.Batch!.Number)]);

    private static Refusal? Check(PersonalRecord? record, ErasureTerms terms) => record switch
    {
        null => CommonRefusals.NotFound,
        _ when !terms.IsOver(record) => ErasureRefusals.RetentionNotOver.With($"{record.ChangedAt:yyyy-MM-dd}", $"{terms.Books:yyyy-MM-dd}"),
        { IsAtRest: false } => ErasureRefusals.RecordNotAtRest,
        _ => null,
    };
}
