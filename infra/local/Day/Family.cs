namespace Solde.Local.Day;

/// <summary>A family of the centre as it comes to the desk, and what becomes of it there.</summary>
internal sealed class Family(string name, string email, string language, params string[] members)
{
    public string Name => name;

    public string Email => email;

    public string Language => language;

    public IReadOnlyList<string> Members => members;

    /// <summary>The account's id, once it is open.</summary>
    public string Account { get; set; } = "";

    /// <summary>The members' ids, in the order of <see cref="Members"/>.</summary>
    public List<string> MemberIds { get; } = [];

    /// <summary>Invoices by what they are for.</summary>
    public Dictionary<string, string> Invoices { get; } = new(StringComparer.Ordinal);

    public long Billed { get; set; }

    /// <summary>What the day itself reckons: the app's own figure is compared with it.</summary>
    public long Owes { get; set; }
}

/// <summary>Those who come this day. Each stands for something that happens at a billing desk.</summary>
internal sealed class Families
{
    public Family PaysCash { get; } = new("Marie Tremblay", "marie.tremblay@example.org", "fr", "Léa Tremblay", "Hugo Tremblay");

    public Family ChequeBounces { get; } = new("Ngozi Okafor", "ngozi.okafor@example.org", "en", "Ada Okafor");

    public Family PaysAhead { get; } = new("João Silva", "joao.silva@example.org", "pt", "Inês Silva", "Rui Silva");

    public Family CardPays { get; } = new("Anneke de Vries", "anneke.devries@example.org", "nl", "Bram de Vries");

    public Family CardRunsDry { get; } = new("Harpreet Singh", "harpreet.singh@example.org", "en");

    public Family BankWantsHim { get; } = new("Luc Gagnon", "luc.gagnon@example.org", "fr", "Zoé Gagnon");

    public Family ECheque { get; } = new("Thi Nguyen", "thi.nguyen@example.org", "en", "Minh Nguyen", "Lan Nguyen");

    public Family ProviderIsSlow { get; } = new("Isabelle Côté", "isabelle.cote@example.org", "fr", "Félix Côté");

    public Family ConnectionDrops { get; } = new("Sean Murphy", "sean.murphy@example.org", "en", "Orla Murphy");

    public Family CardIsRefused { get; } = new("Carla Rossi", "carla.rossi@example.org", "en", "Luca Rossi");

    public Family TwoCards { get; } = new("Samir Haddad", "samir.haddad@example.org", "fr", "Nour Haddad");

    public Family MovesAway { get; } = new("Priya Raman", "priya.raman@example.org", "en", "Kavi Raman");

    public Family CourseCancelled { get; } = new("Beatriz Costa", "beatriz.costa@example.org", "pt");

    public Family PaysNothing { get; } = new("Ewa Kowalski", "ewa.kowalski@example.org", "en");

    public IReadOnlyList<Family> All =>
    [
        PaysCash, ChequeBounces, PaysAhead, CardPays, CardRunsDry, BankWantsHim,
        ECheque, ProviderIsSlow, ConnectionDrops, CardIsRefused, TwoCards, MovesAway, CourseCancelled, PaysNothing,
    ];
}
