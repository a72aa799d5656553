using System.Globalization;
using System.Text;
using System.Xml;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// SEPA direct debits, pain.008.001.08: one batch for each day and sequence type. Sums stand before the lines they are of, so
/// they come with the heading and are held against the lines as those go by.
/// </summary>
internal sealed class SepaWriter(BankAgreement agreement) : IBankFileWriter
{
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08";

    private const int FlushAtBytes = 64 * 1024;
    private const long MaxAmountMinor = 99_999_999_999;

    private readonly SepaProfile _profile = BankProfiles.Of<SepaProfile>(agreement);

    public int MaxOrders => 1_000_000;

    public FieldError? Check(DebitOrder order)
    {
        if (order.Kind != DebitOrderKinds.Debit)
            return OrderFaults.Kind;
        if (!PlainText.IsId(order.LineId, 19))
            return OrderFaults.LineId;
        if (order.Amount.Currency != agreement.Currency)
            return OrderFaults.Currency;
        if (!order.Amount.IsPositive || order.Amount.Minor > MaxAmountMinor)
            return OrderFaults.Amount;
        if (!PlainText.HasLetterOrDigit(order.PayerName))
            return OrderFaults.PayerName;
        if (!Iban.IsValid(order.Account.Number) || (order.PreviousIban is { } previous && !Iban.IsValid(previous)))
            return OrderFaults.Account;
        if (order.Account.Institution is { } bic && !Bics.IsValid(bic))
            return OrderFaults.Account;
        if (!PlainText.IsSepaId(order.MandateReference, 35))
            return OrderFaults.MandateReference;
        if (order.MandateSignedOn is not { } signed || signed > order.Due)
            return OrderFaults.MandateSignedOn;
        return SequenceTypes.All.Contains(order.Sequence) ? null : OrderFaults.Sequence;
    }

    public async Task<FileTotals> WriteAsync(
        FileHeading heading, IAsyncEnumerable<DebitOrder> orders, Stream file, CancellationToken cancellation)
    {
        if (!PlainText.IsSepaId(heading.FileId, 30) || heading.Groups.Count is 0 or > 9999)
            throw new InvalidOperationException("A SEPA file needs an id of 30 characters at most, and 1 to 9999 groups of orders.");
        await using var measured = new MeasuredStream(file);
        using var buffer = new MemoryStream();
        await using var xml = XmlWriter.Create(buffer, Settings(_profile));
        var (count, asked) = (0, Money.Zero(agreement.Currency));
        var (batch, inBatch, batchTotal) = (0, 0, Money.Zero(agreement.Currency));

        Begin(xml, heading);
        await foreach (var order in orders.WithCancellation(cancellation))
        {
            if (Check(order) is not null || ++count > MaxOrders)
                throw new InvalidOperationException($"Line {count} of this file cannot be written.");
            if (batch == 0 || !heading.Groups[batch - 1].Holds(order))
            {
                EndBatch(xml, heading, batch, inBatch, batchTotal);
                (inBatch, batchTotal) = (0, Money.Zero(agreement.Currency));
                BeginBatch(xml, heading, ++batch);
            }
            WriteOrder(xml, order);
            (inBatch, batchTotal, asked) = (inBatch + 1, batchTotal + order.Amount, asked + order.Amount);
            if (buffer.Length > FlushAtBytes)
                await FlushAsync(xml, buffer, measured, cancellation);
        }
        EndBatch(xml, heading, batch, inBatch, batchTotal);
        if (batch != heading.Groups.Count)
            throw new InvalidOperationException($"The heading has {heading.Groups.Count} groups and the orders make {batch}.");
        xml.WriteEndDocument();
        await FlushAsync(xml, buffer, measured, cancellation);
        return measured.Totals(count, asked);
    }

    private static XmlWriterSettings Settings(SepaProfile profile) => new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // An element a line, so that people can read and compare files.
        Indent = true,
        IndentChars = "",
        NewLineChars = profile.LineEnd,
        Async = true,
    };

    /// <summary>The XML is made in memory and goes out in pieces, since its writer knows elements and not how slow a stream is.</summary>
    private static async Task FlushAsync(XmlWriter xml, MemoryStream buffer, Stream file, CancellationToken cancellation)
    {
        await xml.FlushAsync();
        await file.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellation);
        buffer.SetLength(0);
    }

    private void Begin(XmlWriter xml, FileHeading heading)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("Document", Namespace);
        xml.WriteStartElement("CstmrDrctDbtInitn", Namespace);
        var total = heading.Groups.Aggregate(Money.Zero(agreement.Currency), (sum, group) => sum + group.Total);
        Inside(xml, "GrpHdr", () =>
        {
            Element(xml, "MsgId", heading.FileId);
            Element(xml, "CreDtTm", heading.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
            Element(xml, "NbOfTxs", heading.Groups.Sum(group => group.Count).ToString(CultureInfo.InvariantCulture));
            Element(xml, "CtrlSum", SepaAmounts.Text(total));
            Inside(xml, "InitgPty", () => Name(xml, agreement.OurName));
        });
    }

    private void BeginBatch(XmlWriter xml, FileHeading heading, int batch)
    {
        if (batch > heading.Groups.Count)
            throw new InvalidOperationException("The orders make more groups than the heading has.");
        var group = heading.Groups[batch - 1];
        xml.WriteStartElement("PmtInf", Namespace);
        Element(xml, "PmtInfId", $"{heading.FileId}-{batch}");
        Element(xml, "PmtMtd", "DD");
        Element(xml, "BtchBookg", _profile.BatchBooking ? "true" : "false");
        Element(xml, "NbOfTxs", group.Count.ToString(CultureInfo.InvariantCulture));
        Element(xml, "CtrlSum", SepaAmounts.Text(group.Total));
        Inside(xml, "PmtTpInf", () =>
        {
            Inside(xml, "SvcLvl", () => Element(xml, "Cd", "SEPA"));
            Inside(xml, "LclInstrm", () => Element(xml, "Cd", _profile.Instrument));
            Element(xml, "SeqTp", group.Sequence);
        });
        Element(xml, "ReqdColltnDt", Date(group.Due));
        Inside(xml, "Cdtr", () => Name(xml, agreement.OurName));
        Account(xml, "CdtrAcct", agreement.OwnAccount!.Number);
        Agent(xml, "CdtrAgt", agreement.OwnAccount.Institution);
        Element(xml, "ChrgBr", "SLEV");
        Inside(xml, "CdtrSchmeId", () => Inside(xml, "Id", () => Inside(xml, "PrvtId", () => Inside(xml, "Othr", () =>
        {
            Element(xml, "Id", agreement.OurId);
            Inside(xml, "SchmeNm", () => Element(xml, "Prtry", "SEPA"));
        }))));
    }

    private static void EndBatch(XmlWriter xml, FileHeading heading, int batch, int count, Money total)
    {
        if (batch == 0)
            return;
        if (heading.Groups[batch - 1] is var group && (group.Count != count || group.Total != total))
            throw new InvalidOperationException($"Group {batch} of the heading has {group.Count} orders and {count} came.");
        xml.WriteEndElement();
    }

    private static void WriteOrder(XmlWriter xml, DebitOrder order) => Inside(xml, "DrctDbtTxInf", () =>
    {
        Inside(xml, "PmtId", () => Element(xml, "EndToEndId", order.LineId));
        xml.WriteStartElement("InstdAmt", Namespace);
        xml.WriteAttributeString("Ccy", order.Amount.Currency);
        xml.WriteString(SepaAmounts.Text(order.Amount));
        xml.WriteEndElement();
        Inside(xml, "DrctDbtTx", () => Inside(xml, "MndtRltdInf", () =>
        {
            Element(xml, "MndtId", order.MandateReference);
            Element(xml, "DtOfSgntr", Date(order.MandateSignedOn!.Value));
            if (order.PreviousIban is not { } previous)
                return;
            Element(xml, "AmdmntInd", "true");
            Inside(xml, "AmdmntInfDtls", () => Account(xml, "OrgnlDbtrAcct", previous));
        }));
        Agent(xml, "DbtrAgt", order.Account.Institution);
        Inside(xml, "Dbtr", () => Name(xml, order.PayerName));
        Account(xml, "DbtrAcct", order.Account.Number);
        if (PlainText.Sepa(order.Statement, 140) is { Length: > 0 } statement)
            Inside(xml, "RmtInf", () => Element(xml, "Ustrd", statement));
    });

    private static void Name(XmlWriter xml, string name) => Element(xml, "Nm", PlainText.Sepa(name, 70));

    private static void Account(XmlWriter xml, string element, string iban) =>
        Inside(xml, element, () => Inside(xml, "Id", () => Element(xml, "IBAN", iban)));

    private static void Agent(XmlWriter xml, string element, string? bic) => Inside(xml, element, () => Inside(xml, "FinInstnId", () =>
    {
        if (bic is not null)
            Element(xml, "BICFI", bic);
        else
            Inside(xml, "Othr", () => Element(xml, "Id", "NOTPROVIDED"));
    }));

    private static void Inside(XmlWriter xml, string element, Action write)
    {
        xml.WriteStartElement(element, Namespace);
        write();
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string element, string value) => xml.WriteElementString(element, Namespace, value);

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
