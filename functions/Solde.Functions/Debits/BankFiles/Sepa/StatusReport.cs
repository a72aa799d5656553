using Solde.Functions.Api;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// A pain.002 as it is gone through, element by element. Statuses of lines come out as they end, then that of their batch, and that
/// of the file last: each falls on what was not named before.
/// </summary>
internal sealed class StatusReport
{
    private const string Family = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.";

    private static readonly Text Settled = new("Debited.", "Débité.", "Débito efetuado.", "Gedebiteerd.");

    private static readonly Text Taken = new(
        "The bank has taken it; nothing is debited yet.",
        "La banque l'a accepté; rien n'est encore débité.",
        "O banco aceitou; ainda nada foi debitado.",
        "De bank heeft het aanvaard; er is nog niets gedebiteerd.");

    private static readonly Text TakenBack = new(
        "Cancelled as asked.", "Annulé comme demandé.", "Cancelado conforme solicitado.", "Geannuleerd zoals gevraagd.");

    private readonly List<string> _path = [];
    private string? _messageId;
    private string? _createdAt;
    private string? _currency;
    private StatusOf _file = new();
    private StatusOf? _batch;
    private StatusOf? _line;

    public bool IsWhole { get; private set; }

    public FileFault? Enter(string element, string space, string? currency, long line)
    {
        var expected = _path.Count switch { 0 => "Document", 1 => "CstmrPmtStsRpt", _ => element };
        if (element != expected || !space.StartsWith(Family, StringComparison.Ordinal) || _path.Count >= XmlFiles.MaxDepth)
            return FileFaults.Element.At(line, expected);
        _path.Add(element);
        switch (element)
        {
            case "OrgnlPmtInfAndSts" when _batch is null && _line is null:
                _batch = new StatusOf();
                break;
            case "TxInfAndSts" when _line is null:
                _line = new StatusOf();
                break;
            case "OrgnlPmtInfAndSts" or "TxInfAndSts":
                return FileFaults.Element.At(line, element);
            case "InstdAmt":
                _currency = currency;
                break;
        }
        return null;
    }

    /// <summary>False where it is not what the element holds.</summary>
    public bool Take(string text)
    {
        if (_path.Count < 2)
            return false;
        var status = _line ?? _batch ?? _file;
        switch (_path[^1], _path[^2])
        {
            case ("MsgId", "GrpHdr"): _messageId = text; break;
            case ("CreDtTm", "GrpHdr"): _createdAt = text; break;
            case ("OrgnlMsgId", _): _file.Id = text; break;
            case ("OrgnlPmtInfId", "OrgnlPmtInfAndSts"): _batch!.Id = text; break;
            case ("OrgnlEndToEndId", "TxInfAndSts"): _line!.Id = text; break;
            case ("GrpSts" or "PmtInfSts" or "TxSts", _): status.Status = text; break;
            case ("Cd" or "Prtry", "Rsn"): status.Reason ??= text; break;
            case ("AddtlInf", "StsRsnInf"): status.Remark ??= text; break;
            case ("MndtId", _) when _line is not null: _line.Mandate = text; break;
            case ("InstdAmt", _) when _line is not null: return (_line.Amount = SepaAmounts.Find(text, _currency ?? "")) is not null;
            case ("ReqdColltnDt", _) when _line is not null: return (_line.Date = DateOf(text)) is not null;
            case ("Nm" or "BICOrBEI" or "AnyBIC", _) when _path.Contains("Orgtr"): status.Originator ??= text; break;
        }
        return true;
    }

    public IReadOnlyList<ReturnPart> Leave(long line)
    {
        var element = _path[^1];
        _path.RemoveAt(_path.Count - 1);
        switch (element)
        {
            case "GrpHdr":
                if (_messageId is not { Length: > 0 })
                    return [Missing(line, "MsgId")];
                return [new ReturnHeading(null, _messageId, DateOf(_createdAt ?? ""))];
            case "OrgnlGrpInfAndSts":
                return _file.Id is { Length: > 0 } ? [] : [Missing(line, "OrgnlMsgId")];
            case "TxInfAndSts":
                return LeaveLine(line);
            case "OrgnlPmtInfAndSts":
                var batch = _batch!;
                _batch = null;
                if (batch.Id is not { Length: > 0 })
                    return [Missing(line, "OrgnlPmtInfId")];
                return batch.Status is null ? [] : [Returned(ReturnScopes.Batch, batch, batch, line)];
            case "CstmrPmtStsRpt":
                IsWhole = _messageId is not null && _file.Id is not null;
                if (!IsWhole)
                    return [Missing(line, "OrgnlMsgId")];
                return _file.Status is null ? [] : [Returned(ReturnScopes.File, _file, null, line)];
            default:
                return [];
        }
    }

    public FileFault FaultHere(long line) => Missing(line, _path[^1]);

    private IReadOnlyList<ReturnPart> LeaveLine(long line)
    {
        var status = _line!;
        _line = null;
        if (_file.Id is null)
            return [Missing(line, "OrgnlMsgId")];
        // A line without a status of its own has that of its batch, or of the file, and the reason with it. One that says something else is not
        // paid, or whatever it is, for the reason for which the others are rejected.
        var all = _batch?.Status ?? _file.Status;
        status.Status ??= all;
        if (status.Status is null)
            return [Missing(line, "TxSts")];
        if (status.Status == all)
            status.Reason ??= _batch?.Reason ?? _file.Reason;
        return [Returned(ReturnScopes.Line, status, _batch, line)];
    }

    private ReturnedLine Returned(string scope, StatusOf status, StatusOf? batch, long line)
    {
        var failure = FailureCodes.Of(PaymentMethods.SepaDebit, status.Reason ?? "");
        var (outcome, meaning) = status.Status switch
        {
            "RJCT" => (ReturnOutcomes.Failed, failure.Meaning),
            "ACSC" or "ACCC" => (ReturnOutcomes.Paid, Settled),
            "RCVD" or "ACTC" or "PDNG" or "PART" or "ACCP" or "ACSP" or "ACWC" or "ACWP" => (ReturnOutcomes.Accepted, Taken),
            "CANC" => (ReturnOutcomes.Cancelled, TakenBack),
            _ => (ReturnOutcomes.Unknown, FailureClass.Unknown.Meaning),
        };
        var failureClass = outcome switch
        {
            ReturnOutcomes.Failed => failure.Class,
            ReturnOutcomes.Unknown => FailureClass.Unknown,
            _ => null,
        };
        return new ReturnedLine(
            line,
            status.Status!,
            scope,
            scope == ReturnScopes.Line && status.Id is { Length: > 0 } ? status.Id : null,
            outcome,
            status.Reason ?? "",
            failureClass,
            meaning,
            status.Amount,
            status.Date,
            status.Mandate)
        {
            FileId = _file.Id,
            BatchId = batch?.Id,
            Originator = status.Originator,
            Remark = status.Remark,
        };
    }

    private static DateOnly? DateOf(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var date) ? date : null;

    private static FileFault Missing(long line, string element) => FileFaults.Element.At(line, element);

    private sealed class StatusOf
    {
        public string? Id { get; set; }

        public string? Status { get; set; }

        public string? Reason { get; set; }

        public string? Originator { get; set; }

        public string? Remark { get; set; }

        public string? Mandate { get; set; }

        public Money? Amount { get; set; }

        public DateOnly? Date { get; set; }
    }
}
