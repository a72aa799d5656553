using System.Runtime.CompilerServices;
using Solde.Functions.Api;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Return files of 150 positions. Each line is read by its own first character: banks mix the records in any order. Branch lists
/// (X) and sums of single lines (T) are checked and tell nothing about an order.
/// </summary>
internal sealed class FebrabanReader(BankAgreement agreement) : IReturnFileReader
{
    private static readonly Text Registered = new(
        "The customer has given the mandate at his bank.",
        "Le client a donné le mandat à sa banque.",
        "O cliente cadastrou a autorização no seu banco.",
        "De klant heeft het mandaat bij zijn bank gegeven.");

    private static readonly Text Excluded = new(
        "The customer has cancelled the mandate at his bank.",
        "Le client a annulé le mandat à sa banque.",
        "O cliente cancelou a autorização no seu banco.",
        "De klant heeft het mandaat bij zijn bank opgezegd.");

    private static readonly Text Answered = new(
        "The bank has answered a change of the mandate; its own words say how.",
        "La banque a répondu à une modification du mandat; ses propres mots disent comment.",
        "O banco respondeu a uma alteração da autorização; as suas palavras dizem como.",
        "De bank heeft op een wijziging van het mandaat geantwoord; haar eigen woorden zeggen hoe.");

    private static readonly Text TakenIn = new(
        "The bank has taken in our file.", "La banque a reçu notre fichier.", "O banco recebeu o nosso ficheiro.",
        "De bank heeft ons bestand ontvangen.");

    private static readonly Text NotExpected = new(
        "A record that needs a person to look at it.",
        "Un enregistrement qu'une personne doit examiner.",
        "Um registro que precisa ser visto por uma pessoa.",
        "Een record waar iemand naar moet kijken.");

    private readonly FebrabanProfile _profile = BankProfiles.Of<FebrabanProfile>(agreement);

    public Task<ReturnReading> ReadAsync(Stream file, int? expectedSequence, CancellationToken cancellation) =>
        ReturnReading.OfAsync(file, (stream, stop) => ParseAsync(stream, expectedSequence, stop), cancellation);

    private async IAsyncEnumerable<ReturnPart> ParseAsync(
        Stream file, int? expected, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var layouts = FebrabanLayouts.Returned(_profile.Version);
        var (count, total, closed) = (0, 0L, false);
        await foreach (var line in RecordLines.ReadAsync(file, FebrabanLayouts.Length, cancellation))
        {
            if (++count > RecordLines.MaxLines)
            {
                yield return FileFaults.TooLarge.At(line.Number, RecordLines.MaxLines);
                yield break;
            }
            var type = line.Text.Length == 0 ? ' ' : line.Text[0];
            if (closed || type == 'A' != (count == 1) || !layouts.TryGetValue(type, out var layout))
            {
                yield return FileFaults.RecordType.At(line.Number, FileFaults.Shown(type));
                yield break;
            }
            if ((layout.Fault(line) ?? (type == 'A' ? FaultOfHeader(layout, line, expected) : null)) is { } fault)
            {
                yield return fault;
                yield break;
            }
            if (type == 'F')
                total += layout["amount"].Number(line.Text);
            if (type == 'Z')
            {
                closed = true;
                if (FaultOfTrailer(layout, line, count, total) is { } wrong)
                {
                    yield return wrong;
                    yield break;
                }
            }
            if (type == 'A')
                yield return HeadingOf(layout, line.Text);
            else if (LineOf(layout, line, type) is { } returned)
                yield return returned;
        }
        if (count == 0)
            yield return FileFaults.Empty.At(0);
        else if (!closed)
            yield return FileFaults.NoTrailer.At(count);
    }

    private FileFault? FaultOfHeader(RecordLayout layout, RecordLine line, int? expected)
    {
        if (FebrabanCheck.OtherAgreement(layout, line.Text, agreement) is { } other)
            return FileFaults.OtherAgreement.At(line.Number, other.Name);
        var sequence = layout["sequence"].Number(line.Text);
        return expected is { } number && sequence != number ? FileFaults.Sequence.At(line.Number, sequence, number) : null;
    }

    private static FileFault? FaultOfTrailer(RecordLayout layout, RecordLine line, int count, long total)
    {
        if (layout["records"].Number(line.Text) is var records && records != count)
            return FileFaults.Count.At(line.Number, records, count);
        return layout["total"].Number(line.Text) is var said && said != total ? FileFaults.Total.At(line.Number, said, total) : null;
    }

    private static ReturnHeading HeadingOf(RecordLayout layout, string record) =>
        new((int)layout["sequence"].Number(record), null, layout["file date"].Date(record));

    private ReturnedLine? LineOf(RecordLayout layout, RecordLine line, char type) => type switch
    {
        'F' => ResultOf(layout, line),
        'B' => RegistrationOf(layout, line),
        'H' => AnswerOf(layout, line),
        'J' => Line(line, ReturnScopes.File, ReturnOutcomes.Accepted, TakenIn) with
        {
            FileSequence = (int)layout["sequence"].Number(line.Text),
            Date = layout["processed"].Date(line.Text),
            Amount = new Money(layout["total"].Number(line.Text), agreement.Currency),
        },
        'T' or 'X' or 'Z' => null,
        _ => Line(line, ReturnScopes.Line, ReturnOutcomes.Unknown, NotExpected),
    };

    private ReturnedLine ResultOf(RecordLayout layout, RecordLine line)
    {
        var code = layout["code"].Trimmed(line.Text);
        var answer = FebrabanAnswers.Of(code, line.Text[^1]);
        var lineId = layout["line id"].Trimmed(line.Text);
        return new ReturnedLine(
            line.Number,
            "F",
            ReturnScopes.Line,
            lineId.Length == 0 ? null : lineId,
            answer.Outcome,
            code,
            answer.Class,
            answer.Meaning,
            new Money(layout["amount"].Number(line.Text), agreement.Currency),
            layout["date"].Date(line.Text),
            layout["reference"].Trimmed(line.Text),
            answer.Mandate is null ? null : new MandateAnswer(answer.Mandate));
    }

    private static ReturnedLine RegistrationOf(RecordLayout layout, RecordLine line)
    {
        var excluded = line.Text[^1] == '1';
        return Line(line, ReturnScopes.Line, ReturnOutcomes.Registration, excluded ? Excluded : Registered) with
        {
            Date = layout["date"].Date(line.Text),
            MandateReference = layout["reference"].Trimmed(line.Text),
            Mandate = new MandateAnswer(
                excluded ? MandateEffects.Cancelled : MandateEffects.Activated,
                new BankAccount(layout["account"].Trimmed(line.Text), layout["branch"].Trimmed(line.Text))),
        };
    }

    private static ReturnedLine AnswerOf(RecordLayout layout, RecordLine line)
    {
        var newReference = layout["new reference"].Trimmed(line.Text);
        return Line(line, ReturnScopes.Line, ReturnOutcomes.Registration, Answered) with
        {
            MandateReference = layout["reference"].Trimmed(line.Text),
            Mandate = new MandateAnswer(MandateEffects.Answered, NewReference: newReference.Length == 0 ? null : newReference),
            Remark = layout["remark"].Trimmed(line.Text),
        };
    }

    private static ReturnedLine Line(RecordLine line, string scope, string outcome, Text meaning) =>
        new(
            line.Number,
            line.Text[..1],
            scope,
            null,
            outcome,
            "",
            outcome == ReturnOutcomes.Unknown ? FailureClass.Unknown : null,
            meaning);
}
