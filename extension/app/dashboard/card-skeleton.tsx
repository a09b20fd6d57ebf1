import { Skeleton, SkeletonRows } from "../ui/skeleton.tsx";

/** Holds the place of a person's or company's card. */
export function CardSkeleton() {
  return (
    <div class="card-skeleton" aria-hidden="true">
      <div class="card-skeleton-head">
        <Skeleton width={40} height={40} round />
        <div>
          <Skeleton width={160} height={16} />
          <Skeleton width={110} />
        </div>
      </div>
      <Skeleton width="70%" />
      <SkeletonRows rows={4} />
    </div>
  );
}
