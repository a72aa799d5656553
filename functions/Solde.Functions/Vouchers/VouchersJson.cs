using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OpenWallet.Request), TypeInfoPropertyName = "OpenWalletRequest")]
[JsonSerializable(typeof(SearchWallets.Request), TypeInfoPropertyName = "SearchWalletsRequest")]
[JsonSerializable(typeof(AnnounceAbsence.Request), TypeInfoPropertyName = "AnnounceAbsenceRequest")]
[JsonSerializable(typeof(OrderVouchers.Request), TypeInfoPropertyName = "OrderVouchersRequest")]
[JsonSerializable(typeof(EncodeService.Request), TypeInfoPropertyName = "EncodeServiceRequest")]
[JsonSerializable(typeof(ContestService.Request), TypeInfoPropertyName = "ContestServiceRequest")]
[JsonSerializable(typeof(CorrectService.Request), TypeInfoPropertyName = "CorrectServiceRequest")]
[JsonSerializable(typeof(WithdrawService.Request), TypeInfoPropertyName = "WithdrawServiceRequest")]
[JsonSerializable(typeof(ChangeVoucherSettings.Request), TypeInfoPropertyName = "ChangeVoucherSettingsRequest")]
[JsonSerializable(typeof(WalletView))]
[JsonSerializable(typeof(Absence))]
[JsonSerializable(typeof(CheckWallet.View), TypeInfoPropertyName = "CheckWalletView")]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(VoucherView))]
[JsonSerializable(typeof(ServiceView))]
[JsonSerializable(typeof(SettingsVersion))]
[JsonSerializable(typeof(Page<ListWallets.Item>), TypeInfoPropertyName = "PageListWalletsItem")]
[JsonSerializable(typeof(Page<OrderView>))]
[JsonSerializable(typeof(Page<VoucherView>))]
[JsonSerializable(typeof(Page<ServiceView>))]
[JsonSerializable(typeof(Page<SettingsVersion>))]
[JsonSerializable(typeof(Page<JournalEntry>))]
internal sealed partial class VouchersJson : JsonSerializerContext;
