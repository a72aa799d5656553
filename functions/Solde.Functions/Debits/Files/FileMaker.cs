using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>
/// Makes a run's files for an outlet, once, however often it is asked and wherever it dies (DEB-20). The bytes are written and checked
/// first, under the next number; then one transaction takes the number and stores what the file is. Whoever finds the number taken begins
/// again with the next one, and bytes that came to nothing are removed.
/// </summary>
internal sealed class FileMaker(
    AggregateStore<FileRegister> registers,
    AggregateStore<DebitRun> runs,
    AggregateStore<DebitSettings> settings,
    IOrganisationDirectory organisations,
    FileReader files,
    FileWriter writer,
    FileLines lines,
    MandateLines mandates,
    DebitBlobs blobs,
    TimeProvider clock)
{
    private const int MaxLost = 20;

    /// <returns>In the order of their numbers; none where the run has nothing for the outlet.</returns>
    /// <exception cref="InvalidOperationException">
    /// The file has a fault, or is not what the run counted, or its agreement is no longer in the settings: nothing of it is released.
    /// </exception>
    public async Task<IReadOnlyList<SentFile>> MakeAsync(string run, string outlet, Command command)
    {
        var (organisation, cancellation) = (command.Organisation, command.CancellationToken);
        var head = (await runs.ReadAsync(organisation, run, cancellation)).Head
            ?? throw new InvalidOperationException("There is no such run.");
        var source = new FileSource(organisation, run, head, outlet);
        for (var lost = 0; lost < MaxLost;)
        {
            var register = await registers.ReadAsync(organisation, outlet, cancellation, FileRegister.RunRow(run));
            var made = register.MadeBy(run);
            if (made.IsComplete)
                return await DoneAsync(source, made.Numbers, command);
            var agreement = await AgreementAsync(source, cancellation);
            source = source with { OfMandates = await lines.CountOfMandatesAsync(source, agreement, cancellation) };
            if (source.Count == 0)
                return [];
            var planned = await PlanAsync(source, agreement, register.Head.Last + 1, made.Lines, cancellation);
            if (!await ReleaseAsync(source, planned, command))
                lost++;
        }
        throw new AggregateBusyException();
    }

    internal static Decision<FileRegister> Decide(FileRegister register, SentFile file)
    {
        if (!register.AskedFor.Contains(FileRegister.RunRow(file.Run)))
            return new Decision<FileRegister>.NeedsRows([FileRegister.RunRow(file.Run)]);
        var made = register.MadeBy(file.Run);
        if (register.Head.Last + 1 != file.Number || made.IsComplete || made.Lines != file.Before)
            return new Decision<FileRegister>.Unchanged(Answer.NoContent);
        return new Decision<FileRegister>.Changed(register.With(file), new JournalNote("FileSent", file.Run), Answer.NoContent, []);
    }

    private async Task<SentFile> PlanAsync(
        FileSource source, BankAgreement? agreement, int number, int before, CancellationToken cancellation)
    {
        var most = agreement is null ? int.MaxValue : Math.Min(BankFiles.Writer(agreement).MaxOrders, agreement.MaxOrders ?? int.MaxValue);
        var left = source.Count - before;
        var profile = (await organisations.FindAsync(source.Organisation, cancellation))!.Profile!;
        var nothing = Money.Zero(agreement?.Currency ?? source.Days[0].Total.Currency);
        var asked = source.Days.Aggregate(nothing, (sum, day) => sum + day.Total);
        var planned = new SentFile(
            source.Outlet,
            source.Run,
            before,
            left <= most,
            source.Months,
            agreement,
            agreement is null ? LayoutOf(source.Outlet).Name : null,
            new FileHeading(
                number,
                profile.Calendar.Here(clock.GetUtcNow()),
                SentFileIds.Of(source.Organisation, source.Outlet, number),
                []),
            new FileTotals(Math.Min(left, most), asked, 0, ""),
            "");
        return planned with
        {
            Heading = planned.Heading with { Groups = await writer.GroupsAsync(source, planned, cancellation) },
            // A name of its own for each try: two that write under one number must not write over each other.
            Blob = $"{DebitBlobs.SentPrefix(source.Organisation, source.Outlet, number)}{Guid.NewGuid():N}{planned.Extension}",
        };
    }

    /// <returns>False where another file has taken the number, or another maker has made this one.</returns>
    private async Task<bool> ReleaseAsync(FileSource source, SentFile planned, Command command)
    {
        var totals = await blobs.WriteAsync(
            planned.Blob,
            planned.ContentType,
            (stream, stop) => writer.WriteAsync(source, planned, stream, stop),
            command.CancellationToken);
        var file = planned with { Totals = totals };
        if (!await IsFreeAsync(planned, file, command.CancellationToken))
            return false;
        var isTaken = false;
        await registers.ChangeAsync(source.Outlet, command with { IdempotencyKey = null, IfMatch = null }, register =>
        {
            var decision = Decide(register, file);
            isTaken = decision is Decision<FileRegister>.Changed;
            return decision;
        });
        if (!isTaken)
            await blobs.Of(file.Blob).DeleteIfExistsAsync(cancellationToken: command.CancellationToken);
        return isTaken;
    }

    /// <summary>What was written is what the run counted, and what lies there is what was written and what the bank takes.</summary>
    /// <returns>False where it was removed meanwhile: whoever has taken the number does that.</returns>
    private async Task<bool> IsFreeAsync(SentFile planned, SentFile file, CancellationToken cancellation)
    {
        var isWhole = planned is { Before: 0, IsLast: true };
        if (file.Totals.Orders != planned.Totals.Orders || (isWhole && file.Totals.Amount != planned.Totals.Amount))
        {
            throw new InvalidOperationException(
                $"File {file.Number} of {file.Outlet} has {file.Totals.Orders} lines; its run counted {planned.Totals.Orders}, or other sums.");
        }
        if (await blobs.CheckAsync(file.Blob, FileWriter.CheckOf(file), cancellation) is not var (fault, sha256))
            return false;
        if (fault is not null)
            throw new InvalidOperationException($"File {file.Number} of {file.Outlet} has a fault in line {fault.Line}: {fault.Kind.Code}.");
        if (sha256 != file.Totals.Sha256)
            throw new InvalidOperationException($"File {file.Number} of {file.Outlet} does not come back from the storage as it was written.");
        return true;
    }

    /// <summary>
    /// The run's files, with nothing left beside them of tries that died or lost, and with what follows from them done: mandates know
    /// what their banks were told.
    /// </summary>
    private async Task<IReadOnlyList<SentFile>> DoneAsync(FileSource source, IReadOnlyList<int> numbers, Command command)
    {
        var cancellation = command.CancellationToken;
        var done = new List<SentFile>();
        foreach (var number in numbers)
        {
            var file = (await files.FindAsync(source.Organisation, source.Outlet, number, cancellation))!;
            done.Add(file);
            var tries = blobs.NamesAsync(DebitBlobs.SentPrefix(source.Organisation, source.Outlet, number), cancellation);
            await foreach (var name in tries.Where(name => name != file.Blob))
                await blobs.Of(name).DeleteIfExistsAsync(cancellationToken: cancellation);
        }
        if (done[^1].Agreement?.Scheme == BankSchemes.Febraban)
            await mandates.SettleAsync(source.Run, source.Outlet, done[^1].Heading.CreatedOn, command);
        return done;
    }

    private async Task<BankAgreement?> AgreementAsync(FileSource source, CancellationToken cancellation)
    {
        if (Outlets.AgreementOf(source.Outlet) is not { } id)
            return null;
        var terms = (await settings.ReadAsync(source.Organisation, DebitSettings.Id, cancellation)).Current;
        return terms.Agreement(id) ?? throw new InvalidOperationException($"Agreement {id} is no longer in the settings.");
    }

    private static SlipLayout LayoutOf(string outlet) =>
        outlet.StartsWith(Outlets.EmailPrefix, StringComparison.Ordinal) ? SlipLayout.Email : SlipLayout.Print;
}
