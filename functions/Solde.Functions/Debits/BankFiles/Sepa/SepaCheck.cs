using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Holds a finished file against a schema of what we write, narrower than the published one, and against what a schema cannot say: counts and sums, check digits, one
/// instrument, our creditor identifier, no mandate signed after the file was made.
/// </summary>
internal sealed class SepaCheck(BankAgreement agreement) : IBankFileCheck
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Load);

    private readonly SepaProfile _profile = BankProfiles.Of<SepaProfile>(agreement);

    public async Task<FileFault?> CheckAsync(Stream file, CancellationToken cancellation)
    {
        FileFault? invalid = null;
        var settings = XmlFiles.Settings();
        settings.ValidationType = ValidationType.Schema;
        settings.Schemas = Schemas.Value;
        settings.ValidationEventHandler += (_, found) => invalid ??= FileFaults.Element.At(found.Exception.LineNumber, "XML");
        using var xml = XmlReader.Create(file, settings);
        var sums = new SepaSums(agreement, _profile);
        var path = new List<string>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (more, broken) = await XmlFiles.NextAsync(xml);
            if (broken is not null)
                return broken;
            if (invalid is not null)
                return invalid with { Arguments = [path.Count == 0 ? "Document" : path[^1]] };
            if (!more)
                return sums.Fault;
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (path.Count == 0 && xml.NamespaceURI != SepaWriter.Namespace)
                        return FileFaults.Element.At(XmlFiles.LineOf(xml), "Document");
                    path.Add(xml.LocalName);
                    if (xml.LocalName == "InstdAmt" && xml.GetAttribute("Ccy") != agreement.Currency)
                        return FileFaults.Element.At(XmlFiles.LineOf(xml), "Ccy");
                    if (xml.IsEmptyElement)
                        path.RemoveAt(path.Count - 1);
                    break;
                case XmlNodeType.Text:
                    var line = XmlFiles.LineOf(xml);
                    if (await XmlFiles.TextAsync(xml) is not { } text || sums.Take(path, text, line) is not null)
                        return sums.Fault ?? FileFaults.Element.At(line, path[^1]);
                    break;
                case XmlNodeType.EndElement:
                    path.RemoveAt(path.Count - 1);
                    if (sums.Leave(xml.LocalName, XmlFiles.LineOf(xml)) is { } fault)
                        return fault;
                    break;
            }
        }
    }

    private static XmlSchemaSet Load()
    {
        using var resource = typeof(SepaCheck).Assembly.GetManifestResourceStream("sepa-debits.xsd")
            ?? throw new InvalidOperationException("The schema of pain.008 is not in this assembly.");
        using var reader = XmlReader.Create(resource, XmlFiles.Settings());
        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.Add(SepaWriter.Namespace, reader);
        schemas.Compile();
        return schemas;
    }

    /// <summary>What the lines add up to, held against what header and batches say.</summary>
    private sealed class SepaSums(BankAgreement agreement, SepaProfile profile)
    {
        private readonly Money _zero = Money.Zero(agreement.Currency);
        private (long Count, Money Total) _saidOfFile, _saidOfBatch;
        private (long Count, Money Total) _file = (0, Money.Zero(agreement.Currency));
        private (long Count, Money Total) _batch = (0, Money.Zero(agreement.Currency));
        private DateOnly _created;

        public FileFault? Fault { get; private set; }

        public FileFault? Take(List<string> path, string text, long line)
        {
            var inHeader = path.Count > 2 && path[2] == "GrpHdr";
            var holds = (path[^1], path.Count > 1 ? path[^2] : "") switch
            {
                ("NbOfTxs", _) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && Said(inHeader, count),
                ("CtrlSum", _) => SepaAmounts.Find(text, agreement.Currency) is { } sum && Said(inHeader, sum: sum),
                ("CreDtTm", _) => text.Length > 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out _created),
                ("Cd", "LclInstrm") => text == profile.Instrument,
                ("IBAN", _) => Iban.IsValid(text),
                ("Id", "Othr") => text == "NOTPROVIDED" || (text == agreement.OurId && CreditorIds.IsValid(text)),
                ("EndToEndId", _) => PlainText.IsId(text, 19),
                ("DtOfSgntr", _) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var signed) && signed <= _created,
                ("InstdAmt", _) => SepaAmounts.Find(text, agreement.Currency) is { IsPositive: true } amount && Add(amount),
                _ => true,
            };
            return Fault = holds ? null : FileFaults.Element.At(line, path[^1]);
        }

        public FileFault? Leave(string element, long line)
        {
            var fault = element switch
            {
                "PmtInf" => Compare(line, _saidOfBatch, _batch),
                "CstmrDrctDbtInitn" => Compare(line, _saidOfFile, _file),
                _ => null,
            };
            if (element == "PmtInf")
                _batch = (0, _zero);
            return fault;
        }

        private bool Said(bool ofFile, long? count = null, Money? sum = null)
        {
            ref var said = ref ofFile ? ref _saidOfFile : ref _saidOfBatch;
            said = (count ?? said.Count, sum ?? said.Total);
            return true;
        }

        private bool Add(Money amount)
        {
            _file = (_file.Count + 1, _file.Total + amount);
            _batch = (_batch.Count + 1, _batch.Total + amount);
            return true;
        }

        private static FileFault? Compare(long line, (long Count, Money Total) said, (long Count, Money Total) found)
        {
            if (said.Count != found.Count)
                return FileFaults.Count.At(line, said.Count, found.Count);
            return said.Total != found.Total ? FileFaults.Total.At(line, said.Total.Minor, found.Total.Minor) : null;
        }
    }
}
