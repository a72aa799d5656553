using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Takes a bank's file in, or refuses it whole (DEB-21). It is looked over to its end before anything is written; then the bytes are kept, and
/// number and row are written in one step. The lines are applied later, in pieces. The same bytes again change nothing.
/// </summary>
internal sealed class TakeReturn(
    AggregateStore<ReturnRegister> registers,
    AggregateStore<DebitSettings> settings,
    WaitingReturns waiting,
    DebitBlobs blobs,
    TimeProvider clock)
{
    private const int MaxAttempts = 10;

    /// <summary>Where the bytes lie, by what they are: the same ones lie there once.</summary>
    public static string BlobOf(string organisation, string agreement, string sha256) =>
        $"{organisation}/{Outlets.BankPrefix}{agreement}/received/{sha256}";

    /// <param name="source">The name in the folder; null for a call.</param>
    public async Task<Answer> TakeAsync(string agreement, SpooledFile received, string? source, Command command)
    {
        var (organisation, cancellation) = (command.Organisation, command.CancellationToken);
        var terms = (await settings.ReadAsync(organisation, DebitSettings.Id, cancellation)).Current;
        if (terms.Agreement(agreement) is not { } known)
            return CommonRefusals.NotFound;
        if (await registers.EarlierAnswerAsync(agreement, command) is { } earlier)
            return earlier;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var register = await ReadAsync(organisation, agreement, received.Sha256, cancellation);
            if (register.WithPrint(received.Sha256) is { State: not ReturnStates.Refused } same)
                return ReturnView.Answer(agreement, same, command.Language);
            var (fault, heading) = await LookOverAsync(organisation, register, received, known, cancellation);
            var file = new ReturnFile(
                IdempotencyKey.NewId("ret"), ReturnStates.Applying, received.Sha256, received.Bytes, source, clock.GetUtcNow(), command.Actor)
            {
                Number = heading?.Sequence,
                BankFileId = heading?.FileId,
                CreatedOn = heading?.CreatedOn,
            };
            await KeepAsync(organisation, agreement, received, cancellation);
            if (fault is not null)
            {
                if (await RefuseAsync(agreement, file, fault, command) is { } refused)
                    return refused;
                continue;
            }
            // Before the row: a reason to look too many costs a look, one too few would leave the file lying.
            await waiting.PutAsync(organisation, agreement, cancellation);
            var answer = await registers.ChangeAsync(agreement, command, current =>
                Decide(current, file, current.ExpectedNumber != register.ExpectedNumber, command.Language));
            if (answer.Status == StatusCodes.Status204NoContent)
                continue;
            // Bytes that were refused before may have been erased between the keeping and the row.
            if (register.WithPrint(received.Sha256) is not null)
                await KeepAsync(organisation, agreement, received, cancellation);
            return answer;
        }
        throw new AggregateBusyException();
    }

    /// <param name="isLate">Another file was taken since this one was looked over: whether its number is right is to be asked again.</param>
    internal static Decision<ReturnRegister> Decide(ReturnRegister register, ReturnFile file, bool isLate, string language)
    {
        var digest = DigestOf(file.BankFileId);
        if (register.Unread(file.Sha256, digest) is { Count: > 0 } unread)
            return new Decision<ReturnRegister>.NeedsRows(unread);
        var earlier = register.WithPrint(file.Sha256);
        if (earlier is { State: not ReturnStates.Refused })
            return new Decision<ReturnRegister>.Unchanged(ReturnView.Answer(register.Id, earlier, language));
        if (isLate || (digest is not null && register.Messages.ContainsKey(digest)))
            return new Decision<ReturnRegister>.Unchanged(Answer.NoContent);
        var head = register.Head ?? new ReturnRegisterHead(null, 0);
        // One that was refused, as it came before its turn, keeps its id.
        var taken = file with { Id = earlier?.Id ?? file.Id, Turn = head.Taken + 1, Totals = ReturnTotals.None };
        var after = register with
        {
            Head = new ReturnRegisterHead(taken.Number ?? head.LastNumber, head.Taken + 1),
            Prints = register.Prints.SetItem(taken.Sha256, new ReturnName(taken.Id)),
            Messages = digest is null ? register.Messages : register.Messages.SetItem(digest, new ReturnName(taken.Id)),
        };
        return new Decision<ReturnRegister>.Changed(
            after.With(taken), new JournalNote("ReturnTaken", taken.Id), ReturnView.Created(register.Id, taken, language), []);
    }

    /// <summary>A file that is refused is listed, once however often it is sent, and takes no number.</summary>
    internal static Decision<ReturnRegister> DecideRefusal(ReturnRegister register, ReturnFile file, ReturnFault fault)
    {
        if (register.Unread(file.Sha256, null) is { Count: > 0 } unread)
            return new Decision<ReturnRegister>.NeedsRows(unread);
        var earlier = register.WithPrint(file.Sha256);
        if (earlier is { State: not ReturnStates.Refused })
            return new Decision<ReturnRegister>.Unchanged(Answer.NoContent);
        var refused = file with { Id = earlier?.Id ?? file.Id, State = ReturnStates.Refused, Fault = fault, Number = null };
        var after = register with
        {
            Head = register.Head ?? new ReturnRegisterHead(null, 0),
            Prints = register.Prints.SetItem(refused.Sha256, new ReturnName(refused.Id)),
        };
        return new Decision<ReturnRegister>.Changed(
            after.With(refused), new JournalNote("ReturnRefused", fault.Code), Answer.NoContent, []);
    }

    private static string? DigestOf(string? bankFileId) => bankFileId is null ? null : IdempotencyKey.Digest(bankFileId);

    /// <summary>Null where the same bytes were taken in meanwhile: then they are known, and asked about anew.</summary>
    private async Task<Answer?> RefuseAsync(string agreement, ReturnFile file, FileFault fault, Command command)
    {
        // A refusal is not the answer to keep: the same file may be right tomorrow.
        var isTaken = false;
        await registers.ChangeAsync(agreement, command with { IdempotencyKey = null }, register =>
        {
            var decision = DecideRefusal(register, file, ReturnFault.Of(fault));
            isTaken = decision is Decision<ReturnRegister>.Unchanged;
            return decision;
        });
        if (isTaken)
            return null;
        return new Refusal(
            DebitRefusals.ReturnRefused,
            [fault.Line, fault.Kind.Code],
            [new FieldError(FormattableString.Invariant($"line {fault.Line}"), fault.Kind.Reason, fault.Arguments)]);
    }

    private async Task<(FileFault? Fault, ReturnHeading? Heading)> LookOverAsync(
        string organisation, ReturnRegister register, SpooledFile received, BankAgreement agreement, CancellationToken cancellation)
    {
        received.Content.Position = 0;
        var reading = await BankFiles.Reader(agreement).ReadAsync(received.Content, register.ExpectedNumber, cancellation);
        if (reading.Fault is not null || DigestOf(reading.Heading!.FileId) is not { } digest)
            return (reading.Fault, reading.Heading);
        var known = await registers.ReadAsync(organisation, register.Id, cancellation, ReturnRegister.MessageRow(digest));
        return (known.Messages.Count == 0 ? null : FileFaults.Repeated.At(0), reading.Heading);
    }

    /// <summary>The register with what it knows of a file with these bytes.</summary>
    private async Task<ReturnRegister> ReadAsync(string organisation, string agreement, string sha256, CancellationToken cancellation)
    {
        var print = ReturnRegister.PrintRow(sha256);
        var register = await registers.ReadAsync(organisation, agreement, cancellation, print);
        return register.Prints.GetValueOrDefault(sha256) is { } name
            ? await registers.ReadAsync(organisation, agreement, cancellation, print, ReturnRegister.FileRow(name.File))
            : register;
    }

    private async Task KeepAsync(string organisation, string agreement, SpooledFile received, CancellationToken cancellation)
    {
        received.Content.Position = 0;
        await blobs.Of(BlobOf(organisation, agreement, received.Sha256)).UploadAsync(received.Content, cancellationToken: cancellation);
    }
}
