namespace Solde.Functions.Api;

/// <summary>Where a name stands in a list that is sorted by name.</summary>
internal static class NameOrder
{
    /// <summary>To compare by code point: neither capitals nor accents change where a name stands.</summary>
    public static string KeyOf(string name) => string.Concat(name.ToLowerInvariant().Select(Plain));

    /// <summary>An accent does not change where a name stands. The invariant culture knows no collation, so the letters are here.</summary>
    private static string Plain(char letter) => letter switch
    {
        'à' or 'á' or 'â' or 'ã' or 'ä' or 'å' or 'ā' or 'ă' or 'ą' => "a",
        'ç' or 'ć' or 'č' => "c",
        'è' or 'é' or 'ê' or 'ë' or 'ē' or 'ę' or 'ě' => "e",
        'ì' or 'í' or 'î' or 'ï' or 'ī' => "i",
        'ł' => "l",
        'ñ' or 'ń' or 'ň' => "n",
        'ò' or 'ó' or 'ô' or 'õ' or 'ö' or 'ø' or 'ō' or 'ő' => "o",
        'ř' => "r",
        'ś' or 'š' or 'ş' => "s",
        'ù' or 'ú' or 'û' or 'ü' or 'ū' or 'ű' or 'ů' => "u",
        'ý' or 'ÿ' => "y",
        'ź' or 'ż' or 'ž' => "z",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        _ => letter.ToString(),
    };
}
