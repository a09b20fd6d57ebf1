import "./skeleton.css";

/** Holds the place of what is on its way, in its exact size, so that nothing moves when it comes. */
export function Skeleton({ width = "100%", height = 12, round = false }: SkeletonProps) {
  return (
    <span
      class={round ? "skeleton skeleton-round" : "skeleton"}
      style={`inline-size:${typeof width === "number" ? `${width}px` : width};block-size:${height}px`}
      aria-hidden="true"
    />
  );
}

interface SkeletonProps {
  width?: number | string;
  height?: number;
  round?: boolean;
}

/** Rows of a list that is on its way. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div class="skeleton-rows" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div class="skeleton-row" key={row}>
          <Skeleton width={24} height={24} round />
          <Skeleton width={`${62 - ((row * 17) % 30)}%`} />
        </div>
      ))}
    </div>
  );
}
