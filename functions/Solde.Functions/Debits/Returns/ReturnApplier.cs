using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Messaging;

namespace Solde.Functions.Debits;

/// <summary>
/// Brings the lines of a file to their charges and mandates, a stretch of the file at a time (DEB-21): those of one group and month with one
/// query a thousand charges and a transaction a hundred. Gone through again, after a death anywhere, a stretch changes nothing more and comes
/// to the same totals.
/// </summary>
internal sealed class ReturnApplier(
    AggregateStore<ReturnRegister> registers,
    AggregateStore<DebitSettings> settings,
    IOrganisationDirectory organisations,
    GroupNumbers groups,
    ChargeWriter charges,
    MandateAnswers mandates,
    FailedDebits failures,
    ListedLines listed,
    DebitBlobs blobs,
    SentLines sentLines,
    TimeProvider clock)
{
    /// <summary>So many lines are in memory at once.</summary>
    public const int LinesAPiece = 5_000;

    /// <summary>A step ends after so many lines, or failures to tell of: what it has done is then written down.</summary>
    private const int LinesAStep = 50_000;
    private const int FailuresAStep = 2_000;

    /// <returns>What was applied of the file whose turn it is; null where no file waits.</returns>
    public async Task<ReturnProgress?> ApplyAsync(ReturnRun run, OutgoingMessages outgoing, CancellationToken cancellation)
    {
        var register = await registers.ReadAsync(run.Organisation, run.Agreement, cancellation);
        if (register.Next is not { } file)
            return null;
        var terms = (await settings.ReadAsync(run.Organisation, DebitSettings.Id, cancellation)).Current;
        if (terms.Agreement(run.Agreement) is not { } agreement)
            throw new InvalidOperationException($"Agreement {run.Agreement} is gone, and files of it wait.");
        var profile = (await organisations.FindAsync(run.Organisation, cancellation))!.Profile!;
        var work = new ReturnWork(
            run,
            file.Id,
            agreement,
            new ReturnTerms(
                Outlets.Bank(agreement),
                DebitRetries.Of(profile, agreement, clock.GetUtcNow()),
                profile.Calendar.Today(clock.GetUtcNow()),
                clock.GetUtcNow()),
            await groups.AllAsync(run.Organisation, cancellation),
            new ReturnTally(),
            []);

        using var kept = await blobs.Of(TakeReturn.BlobOf(run.Organisation, run.Agreement, file.Sha256)).DownloadStreamingAsync(cancellation);
        await using var content = (await SpooledFile.OfAsync(kept.Content, long.MaxValue, cancellation))!;
        // It was looked over when it was taken, with its number.
        var reading = await BankFiles.Reader(agreement).ReadAsync(content.Content, null, cancellation);
        if (reading.Fault is not null || content.Sha256 != file.Sha256)
            throw new InvalidOperationException($"Return file {file.Id} is no longer the one that was taken.");
        var done = file.Done;
        var isEnd = true;
        var piece = new List<PlacedLine>();
        await foreach (var line in PlacedLine.OfAsync(file.Id, reading.Lines).Skip((int)file.Done).WithCancellation(cancellation))
        {
            // Before this line, so that the last piece of a file is never an empty one of a next step.
            if (done - file.Done >= LinesAStep || work.Failed.Count >= FailuresAStep)
            {
                isEnd = false;
                break;
            }
            piece.Add(line);
            if (piece.Count < LinesAPiece)
                continue;
            await ApplyPieceAsync(work, piece, cancellation);
            done += piece.Count;
            piece.Clear();
        }
        await ApplyPieceAsync(work, piece, cancellation);
        done += piece.Count;
        failures.Tell(work, outgoing);
        if (isEnd)
            await failures.TellAgentsAsync(work, outgoing, cancellation);
        return new ReturnProgress(run, file.Id, file.Done, done, isEnd, work.Tally.Totals);
    }

    private async Task ApplyPieceAsync(ReturnWork work, List<PlacedLine> piece, CancellationToken cancellation)
    {
        var waiting = new List<PlacedLine>();
        foreach (var line in piece)
        {
            // What falls on all that is not named must come after what is.
            if (line.Line.Scope != ReturnScopes.Line && line.Line.Outcome != ReturnOutcomes.Accepted)
            {
                await ApplyLinesAsync(work, waiting, cancellation);
                waiting.Clear();
                await ApplyToAllAsync(work, line, cancellation);
                continue;
            }
            waiting.Add(line);
        }
        await ApplyLinesAsync(work, waiting, cancellation);
    }

    private async Task ApplyLinesAsync(ReturnWork work, IReadOnlyList<PlacedLine> lines, CancellationToken cancellation)
    {
        var unplaced = new List<ListedLine>();
        var places = new Dictionary<RunPlace, List<PlacedLine>>();
        foreach (var line in lines)
        {
            if (line.Line.Scope != ReturnScopes.Line && !line.IsForAll)
                // A file or a batch that the bank has taken in: nothing has come of any line yet.
                work.Tally.Applied(line.Line, isListed: false);
            else if (line.Line.Outcome == ReturnOutcomes.Registration)
                await mandates.ApplyAsync(work, line, cancellation);
            else if (line.Line.Outcome == ReturnOutcomes.Unknown)
                unplaced.Add(ListedLine.Of(line, ListedReasons.UnknownCode));
            else if (line.Charge is not { } ours || !work.Groups.TryGetValue(ours.Group, out var group))
                unplaced.Add(ListedLine.Of(line, ListedReasons.UnknownLine));
            else
                Add(new RunPlace(ours.Month, group), line);
        }
        await listed.PutAsync(work.Run.Organisation, work.File, unplaced, cancellation);
        foreach (var _ in unplaced)
            work.Tally.Listed();
        foreach (var (place, its) in places)
            await charges.ApplyAsync(work, place, its, cancellation);

        void Add(RunPlace place, PlacedLine line)
        {
            if (!places.TryGetValue(place, out var its))
                places[place] = its = [];
            its.Add(line);
        }
    }

    /// <summary>A word on a whole file or batch of ours falls on every line that the bank did not name by itself.</summary>
    private async Task ApplyToAllAsync(ReturnWork work, PlacedLine line, CancellationToken cancellation)
    {
        var said = line.Line;
        var sent = await sentLines.FindAsync(
            work.Run.Organisation, work.Agreement, said.FileId, said.FileSequence, said.BatchId, cancellation);
        if (sent is null)
        {
            await listed.PutAsync(
                work.Run.Organisation, work.File, [ListedLine.Of(line, ListedReasons.NothingSent)], cancellation);
            work.Tally.Listed();
            return;
        }
        // The bank's line counts once, however many it falls on.
        var uncounted = work with { Tally = new ReturnTally() };
        var named = await listed.OfFileAsync(work.Run.Organisation, work.File, null, cancellation, upTo: line.Source.Key)
            .Where(one => one.LineId is not null)
            .Select(one => one.LineId!)
            .ToHashSetAsync(StringComparer.Ordinal, cancellation);
        var piece = new List<PlacedLine>();
        await foreach (var id in sent.WithCancellation(cancellation))
        {
            // Lines about mandates stand in the same files.
            if (named.Contains(id) || ChargeLine.Find(id) is null)
                continue;
            piece.Add(line.Of(id));
            if (piece.Count < LinesAPiece)
                continue;
            await ApplyLinesAsync(uncounted, piece, cancellation);
            piece.Clear();
        }
        await ApplyLinesAsync(uncounted, piece, cancellation);
        work.Tally.Applied(said, isListed: false);
    }
}

/// <summary>A stretch of a file that is being applied.</summary>
/// <param name="Groups">By their numbers.</param>
/// <param name="Failed">What somebody is to be told of.</param>
internal sealed record ReturnWork(
    ReturnRun Run,
    string File,
    BankAgreement Agreement,
    ReturnTerms Terms,
    IReadOnlyDictionary<int, string> Groups,
    ReturnTally Tally,
    List<FailedDebit> Failed);
