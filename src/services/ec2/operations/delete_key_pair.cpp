#include <algorithm>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/network_operations.hpp"

namespace spotdrill::ec2 {

/// Deletes a key pair; instances keep the key that they were launched with. A name that is unknown
/// is no error.
/// Errors: MissingParameter, InvalidKeyPair.NotFound (an unknown id).
/// Source: EC2 API Reference, DeleteKeyPair.
Result<api::ec2::DeleteKeyPairResult> delete_key_pair(
    Ec2& ec2, const api::ec2::DeleteKeyPairRequest& request) {
  if (!request.key_name && !request.key_pair_id) {
    return refuse(errors::missing_parameter("KeyName or KeyPairId"));
  }
  const std::vector<KeyPair> pairs = ec2.catalogue().key_pairs();
  const auto found = std::ranges::find_if(pairs, [&](const KeyPair& pair) {
    return request.key_pair_id ? pair.id == *request.key_pair_id : pair.name == *request.key_name;
  });
  api::ec2::DeleteKeyPairResult result;
  result.return_ = true;
  if (found == pairs.end()) {
    if (request.key_pair_id) return refuse(errors::key_pair_id_not_found(*request.key_pair_id));
    return result;
  }
  ec2.catalogue().set_tags(found->id, {});
  ec2.catalogue().erase_key_pair(found->name);
  result.key_pair_id = found->id;
  return result;
}

}  // namespace spotdrill::ec2
