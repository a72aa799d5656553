using static Solde.Functions.Debits.FieldHolds;

namespace Solde.Functions.Debits;

/// <summary>
/// Records of 150 positions, by version, as tables: what finished files are checked against and returned ones are read by. The
/// writer does not use them, so that an error in either shows. In version 08 the account has 20 positions instead of 14, and
/// what follows stands 6 further on.
/// </summary>
internal static class FebrabanLayouts
{
    public const int Length = 150;

    private static readonly RecordLayout Trailer = new(
        Length, Type('Z'), new("records", 2, 7, Digits), new("total", 8, 24, Digits), new("end", 25, 150, Ascii));

    private static readonly Dictionary<string, FebrabanLayout> Ours = Each(version => new FebrabanLayout(
        Header("1", version), OrderOf(version), WithdrawalOf(version), Trailer));

    private static readonly Dictionary<string, IReadOnlyDictionary<char, RecordLayout>> Theirs = Each(ReturnsOf);

    public static FebrabanLayout Sent(string version) => Ours[version];

    /// <summary>Every record that may come back, by its first character.</summary>
    public static IReadOnlyDictionary<char, RecordLayout> Returned(string version) => Theirs[version];

    private static Dictionary<string, T> Each<T>(Func<string, T> of) =>
        new[] { "04", "05", "08" }.ToDictionary(version => version, of, StringComparer.Ordinal);

    private static LayoutField Type(char type) => new("type", 1, 1, Any, type.ToString());

    private static RecordLayout Header(string direction, string version) => new(
        Length,
        Type('A'),
        new("direction", 2, 2, Digits, direction),
        new("agreement", 3, 22, TextNotEmpty),
        new("our name", 23, 42, Text),
        new("bank", 43, 45, Digits),
        new("bank's name", 46, 65, Text),
        new("file date", 66, 73, Date),
        new("sequence", 74, 79, Digits),
        new("version", 80, 81, Digits, version),
        new("service", 82, 98, Text),
        new("end", 99, 150, Text));

    private static RecordLayout OrderOf(string version) => version switch
    {
        "04" => new(
            Length,
            [
                .. Customer('E', 44), new("due date", 45, 52, Date), new("amount", 53, 67, Digits), new("currency", 68, 69, Digits, "03"),
                new("line id", 70, 118, TextNotEmpty), new("taxes", 119, 128, Spaces), new("flag", 129, 129, Spaces),
                new("end", 130, 149, Ascii), new("movement", 150, 150, Digits, "0", "1"),
            ]),
        "05" => new(
            Length,
            [
                .. Customer('E', 44), new("due date", 45, 52, Date), new("amount", 53, 67, Digits), new("currency", 68, 69, Digits, "03"),
                new("line id", 70, 128, TextNotEmpty), new("flag", 129, 129, Spaces),
                new("kind of tax id", 130, 130, Digits, "0", "1", "2"), new("tax id", 131, 145, Digits), new("end", 146, 149, Ascii), new("movement", 150, 150, Digits, "0", "1"),
            ]),
        _ => new(
            Length,
            [
                .. Customer('E', 50), new("due date", 51, 58, DateOrZeros), new("amount", 59, 73, Digits),
                new("currency", 74, 75, Digits, "03"), new("line id", 76, 128, TextNotEmpty), new("flag", 129, 129, Spaces),
                new("kind of tax id", 130, 130, Digits, "0", "1", "2"), new("tax id", 131, 145, Digits), new("operation", 146, 146, Digits, "1", "2", "3"),
                new("overdraft", 147, 147, Digits, "0", "1", "2"), new("after due", 148, 148, Digits, "0", "1", "2"),
                new("end", 149, 149, Spaces), new("movement", 150, 150, Digits, "0", "1", "5"),
            ]),
    };

    private static RecordLayout WithdrawalOf(string version) => version == "08"
        ? new(
            Length,
            [
                .. Customer('D', 50), new("new reference", 51, 75, Spaces), new("reason", 76, 130, Ascii),
                new("until", 131, 138, DateOrZeros), new("overdraft", 139, 139, Digits, "0"), new("after due", 140, 140, Digits, "0"), new("end", 141, 149, Spaces),
                new("movement", 150, 150, Digits, "1"),
            ])
        : new(
            Length,
            [
                .. Customer('D', 44), new("new reference", 45, 69, Spaces), new("reason", 70, 129, Ascii), new("end", 130, 149, Spaces),
                new("movement", 150, 150, Digits, "1"),
            ]);

    private static IReadOnlyDictionary<char, RecordLayout> ReturnsOf(string version)
    {
        var account = version == "08" ? 50 : 44;
        var layouts = new Dictionary<char, RecordLayout>
        {
            ['A'] = Header("2", version),
            ['B'] = new(
                Length,
                [
                    .. Customer('B', account), new("date", account + 1, account + 8, DateOrZeros), new("end", account + 9, 149, Text),
                    new("movement", 150, 150, Digits, "1", "2"),
                ]),
            ['F'] = ResultOf(version),
            ['H'] = new(
                Length,
                [
                    .. Customer('H', account), new("new reference", account + 1, account + 25, Text),
                    // Version 08 puts codes of two characters behind its text; banks differ on where the last one stands.
                    new("remark", account + 26, version == "08" ? 149 : 127, Text),
                    .. version == "08" ? [] : new[] { new LayoutField("end", 128, 149, Text) },
                    new("movement", 150, 150, Digits, "0", "1"),
                ]),
            ['J'] = new(
                Length, Type('J'), new("sequence", 2, 7, Digits), new("file date", 8, 15, DateOrZeros), new("records", 16, 21, Digits),
                new("total", 22, 38, Digits), new("processed", 39, 46, DateOrZeros), new("end", 47, 150, Text)),
            ['T'] = new(Length, Type('T'), new("debits", 2, 7, Digits), new("total", 8, 24, Digits), new("end", 25, 150, Text)),
            ['X'] = new(
                Length, Type('X'), new("branch", 2, 5, Text), new("address", 6, 100, Text), new("status", 101, 101, Any, "A", "B"),
                new("end", 102, 150, Text)),
            ['Z'] = Trailer,
        };
        // Records of ours that some banks send back; nothing is read from them, they are shown to a person.
        foreach (var echoed in "CDEIKL")
            layouts[echoed] = new(Length, Type(echoed), new("rest", 2, 150, Text));
        return layouts;
    }

    private static RecordLayout ResultOf(string version) => version switch
    {
        "04" => new(
            Length,
            [
                .. Customer('F', 44), new("date", 45, 52, DateOrZeros), new("amount", 53, 67, Digits), new("code", 68, 69, Text),
                new("line id", 70, 139, Text), new("end", 140, 149, Text), new("movement", 150, 150, Digits, "0", "1"),
            ]),
        "05" => new(
            Length,
            [
                .. Customer('F', 44), new("date", 45, 52, DateOrZeros), new("amount", 53, 67, Digits), new("code", 68, 69, Text),
                new("line id", 70, 129, Text), new("tax id", 130, 145, Text), new("end", 146, 149, Text),
                new("movement", 150, 150, Digits, "0", "1"),
            ]),
        _ => new(
            Length,
            [
                .. Customer('F', 50), new("date", 51, 58, DateOrZeros), new("amount", 59, 73, Digits), new("code", 74, 75, Text),
                new("line id", 76, 129, Text), new("tax id", 130, 145, Text), new("end", 146, 149, Text),
                new("movement", 150, 150, Digits, "0", "1", "5"),
            ]),
    };

    /// <summary>How each record about a customer begins.</summary>
    private static LayoutField[] Customer(char type, int accountEnd) =>
        [Type(type), new("reference", 2, 26, TextNotEmpty), new("branch", 27, 30, Text), new("account", 31, accountEnd, Text)];
}

/// <summary>What we send.</summary>
internal sealed record FebrabanLayout(RecordLayout Header, RecordLayout Order, RecordLayout Withdrawal, RecordLayout Trailer);
