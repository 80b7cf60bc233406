// The filters of DescribeInstances, over our own records. FIS's and other callers' are their own.
#pragma once

#include <span>

#include "services/ec2/filters.hpp"
#include "services/ec2/instance.hpp"

namespace spotdrill::ec2 {

/// Source: EC2 API Reference, DescribeInstances, Filter.N.
std::span<const FilterField<Instance>> instance_filter_fields();

const Tags& instance_tags(const Instance& instance);

}  // namespace spotdrill::ec2
