using static Solde.Functions.Debits.FieldHolds;

namespace Solde.Functions.Debits;

/// <summary>
/// Logical records of 1464 positions as tables: a control part of 24, then six segments of 240 in the details. The writer does
/// not use them, so that an error in either shows.
/// </summary>
internal static class CpaLayouts
{
    public const int Length = 1464;
    public const int ControlLength = 24;
    public const int SegmentLength = 240;
    public const int Segments = 6;

    public static RecordLayout Header { get; } = new(
        Length,
        [
            .. Control("A"), new("file date", 25, 30, DayOfYear), new("data centre", 31, 35, Digits), new("reserved", 36, 55, Ascii),
            new("currency", 56, 58, Ascii, "CAD", "USD", "   "), new("end", 59, 1464, Ascii),
        ]);

    /// <summary>The first 24 positions of a detail; C credits, D debits, E and F corrections, I and J what came back.</summary>
    public static RecordLayout Detail { get; } = new(ControlLength, Control("C", "D", "E", "F", "I", "J"));

    public static RecordLayout Segment { get; } = new(
        SegmentLength,
        new("transaction type", 1, 3, Digits),
        new("amount", 4, 13, Digits),
        new("due date", 14, 19, DayOfYear),
        new("institution", 20, 28, Digits),
        new("account", 29, 40, Ascii),
        new("trace number", 41, 62, Ascii),
        new("stored type", 63, 65, Ascii),
        new("short name", 66, 80, Ascii),
        new("payer", 81, 110, Ascii),
        new("long name", 111, 140, Ascii),
        new("our id", 141, 150, Ascii),
        new("line id", 151, 169, Ascii),
        new("institution for returns", 170, 178, Ascii),
        new("account for returns", 179, 190, Ascii),
        new("sundry", 191, 205, Ascii),
        // In what came back: the trace number that the debit had on its way out.
        new("first trace number", 206, 227, Ascii),
        new("settlement", 228, 229, Ascii),
        new("invalid element", 230, 240, Ascii));

    public static RecordLayout Trailer { get; } = new(
        Length,
        [
            .. Control("Z"), new("debits total", 25, 38, Digits), new("debits", 39, 46, Digits), new("credits total", 47, 60, Digits),
            new("credits", 61, 68, Digits), new("corrections", 69, 112, SpacesOrZeros), new("end", 113, 1464, SpacesOrZeros),
        ]);

    private static LayoutField[] Control(params string[] types) =>
    [
        new("type", 1, 1, Any, types), new("record", 2, 10, Digits), new("originator", 11, 20, TextNotEmpty), new("file", 21, 24, Digits),
    ];
}
