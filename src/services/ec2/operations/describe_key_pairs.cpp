#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/filters.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {
namespace {

struct KeyPairRow {
  KeyPair pair;
  Tags tags;
};

const Tags& tags_of_row(const KeyPairRow& row) {
  return row.tags;
}

/// Source: EC2 API Reference, DescribeKeyPairs, Filter.N.
constexpr FilterField<KeyPairRow> key_pair_fields[] = {
    {"fingerprint", [](const KeyPairRow& r) -> FilterValues { return {r.pair.fingerprint}; }},
    {"key-name", [](const KeyPairRow& r) -> FilterValues { return {r.pair.name}; }},
    {"key-pair-id", [](const KeyPairRow& r) -> FilterValues { return {r.pair.id}; }},
};

bool is_named(const api::ec2::DescribeKeyPairsRequest& request, const KeyPair& pair) {
  const auto has = [](const std::vector<std::string>& wanted, const std::string& value) {
    return std::ranges::find(wanted, value) != wanted.end();
  };
  if (request.key_names.empty() && request.key_pair_ids.empty()) return true;
  return has(request.key_names, pair.name) || has(request.key_pair_ids, pair.id);
}

}  // namespace

/// Lists key pairs: those that were made or imported, and those that launches named.
/// Errors: InvalidKeyPair.NotFound, those of filters.
/// Source: EC2 API Reference, DescribeKeyPairs.
// DEVIATION: a key pair that a launch named and nobody made has no key; IncludePublicKey shows none
// of it.
Result<api::ec2::DescribeKeyPairsResult> describe_key_pairs(
    Ec2& ec2, const api::ec2::DescribeKeyPairsRequest& request) {
  const auto filters =
      TRY(Filters<KeyPairRow>::create(request.filters, key_pair_fields, tags_of_row));
  Catalogue& catalogue = ec2.catalogue();
  for (const std::string& name : request.key_names) TRY(catalogue.key_pair(name));
  const std::vector<KeyPair> pairs = catalogue.key_pairs();
  for (const std::string& id : request.key_pair_ids) {
    if (std::ranges::find(pairs, id, &KeyPair::id) == pairs.end()) {
      return refuse(errors::key_pair_id_not_found(id));
    }
  }
  api::ec2::DescribeKeyPairsResult result;
  for (const KeyPair& pair : pairs) {
    const KeyPairRow row{.pair = pair, .tags = catalogue.tags(pair.id)};
    if (!is_named(request, pair) || !filters.pass(row)) continue;
    auto& shown = result.key_pairs.emplace_back();
    shown.key_pair_id = pair.id;
    shown.key_name = pair.name;
    shown.key_fingerprint = pair.fingerprint;
    shown.key_type = pair.type;
    if (request.include_public_key.value_or(false)) {
      shown.public_key = unless_empty(pair.public_key);
    }
    shown.create_time = pair.created;
    shown.tags = render_tags(row.tags);
  }
  return result;
}

}  // namespace spotdrill::ec2
