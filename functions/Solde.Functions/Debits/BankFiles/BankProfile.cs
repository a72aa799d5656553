namespace Solde.Functions.Debits;

/// <summary>The points on which banks of one scheme differ, as data. Those that we know are in <see cref="BankProfiles"/>.</summary>
/// <param name="Name">What an agreement names it by.</param>
/// <param name="NoticeDays">So many bank days before the due date a debit must be at the bank.</param>
/// <param name="LineEnd">Between the records of a file, and after the last.</param>
internal abstract record BankProfile(string Name, string Scheme, int NoticeDays, string LineEnd);

/// <param name="BankCode">Null in a profile of no bank in particular.</param>
/// <param name="Version">Of the layout: 04, 05 or 08.</param>
internal sealed record FebrabanProfile(string Name, string? BankCode, string Version, int NoticeDays = 2, string LineEnd = "\r\n")
    : BankProfile(Name, BankSchemes.Febraban, NoticeDays, LineEnd)
{
    /// <summary>A03 filled with zeros on the left instead of spaces on the right.</summary>
    public bool ConvenioHasZeros { get; init; }

    /// <summary>E02 filled with zeros on the left instead of spaces on the right.</summary>
    public bool CustomerIdHasZeros { get; init; }

    /// <summary>A10. One of 17 characters at most; accents where a bank writes them (Latin-1).</summary>
    public string Service { get; init; } = "DEBITO AUTOMATICO";

    /// <summary>Caixa, version 04: each record's number in 144-149, zeros at the header's end.</summary>
    public bool NumbersRecords { get; init; }

    /// <summary>Banco do Brasil: a trial file says so in 146-150 of its header.</summary>
    public bool MarksTrials { get; init; }

    /// <summary>E11, version 08: 1 leasing, 2 credit, 3 other.</summary>
    public char OperationType { get; init; } = '3';

    /// <summary>E12 and E13, version 08: no overdraft and nothing after the due date. 2 says no; some banks want 0, not said.</summary>
    public char UnsetOption { get; init; } = '2';
}

/// <param name="Instrument">CORE for consumers, B2B between firms. One message never mixes them.</param>
/// <param name="BatchBooking">One sum a batch on the statement, instead of one for each debit.</param>
internal sealed record SepaProfile(string Name, string Instrument, bool BatchBooking = true, int NoticeDays = 1, string LineEnd = "\n")
    : BankProfile(Name, BankSchemes.Sepa, NoticeDays, LineEnd);

/// <param name="SegmentsARecord">1 to 6. With one, the two ways in which banks count debits agree.</param>
internal sealed record CpaProfile(string Name, int SegmentsARecord = 1, int NoticeDays = 2, string LineEnd = "\r\n")
    : BankProfile(Name, BankSchemes.Cpa, NoticeDays, LineEnd)
{
    /// <summary>The trailer counts the records that hold debits, in place of the debits: the same with one segment a record.</summary>
    public bool CountsRecords { get; init; }

    /// <summary>Positions 56-58 of the header name the currency.</summary>
    public bool HeaderHasCurrency { get; init; } = true;

    /// <summary>Fields 09, 10 and 21 of a segment, which the bank fills: zeros, or spaces where it wants them so.</summary>
    public bool BankFieldsAreBlank { get; init; }

    /// <summary>Positions 69-112 of the trailer, corrections, which we never send: zeros, or spaces where it wants them so.</summary>
    public bool CorrectionsAreBlank { get; init; }

    /// <summary>A line before the header by which the bank routes the file; null where there is none.</summary>
    public string? RoutingLine { get; init; }
}
