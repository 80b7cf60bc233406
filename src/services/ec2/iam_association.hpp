// The association of an instance with an instance profile, as its four operations have it. It is
// kept on the instance's record.
#pragma once

#include <string_view>

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

/// The instance that has the association, or null. A terminated one has none.
const Instance* find_association(const Ec2& ec2, std::string_view association_id);

/// Gives the instance the profile that `specification` names, under a new association.
/// Errors: MissingParameter, InvalidParameterValue, InvalidParameterCombination.
Result<void> associate(Ec2& ec2, const std::string& instance_id,
                       const api::ec2::IamInstanceProfileSpecification& specification);

api::ec2::IamInstanceProfileAssociation render_association(const Instance& instance,
                                                           std::string_view state);

}  // namespace spotdrill::ec2
