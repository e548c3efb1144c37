import java.util.ArrayList;
import java.util.List;

/**
 * Fits the weights of a linear model by maximum likelihood: of several rows of features, one is right, with the
 * probability that softmax gives it. Newton's method; the squares of the weights are held down a little.
 */
final class Fitter {
    private static final int MAX_STEPS = 40;
    private static final double ENOUGH = 1e-5;

    private final int size;
    private final double penalty;
    private final List<double[][]> choices = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();

    Fitter(int size, double penalty) {
        this.size = size;
        this.penalty = penalty;
    }

    void add(double[][] rows, int rightRow) {
        choices.add(rows);
        right.add(rightRow);
    }

    int count() {
        return choices.size();
    }

    double[] fit() {
        double[] weights = new double[size];
        double before = loss(weights);
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] gradient = new double[size];
            double[][] hessian = new double[size][size];
            accumulate(weights, gradient, hessian);
            double[] direction = solve(hessian, gradient);
            double length = 1;
            double[] next = moved(weights, direction, length);
            double after = loss(next);
            while (after > before && length > 1e-4) {
                length /= 2;
                next = moved(weights, direction, length);
                after = loss(next);
            }
            weights = next;
            if (before - after < ENOUGH * Math.max(1, before) * 1e-2) {
                break;
            }
            before = after;
        }
        return weights;
    }

    private double[] moved(double[] weights, double[] direction, double length) {
        double[] moved = weights.clone();
        for (int i = 0; i < size; i++) {
            moved[i] -= length * direction[i];
        }
        return moved;
    }

    private double loss(double[] weights) {
        double loss = 0;
        for (double weight : weights) {
            loss += .5 * penalty * weight * weight;
        }
        for (int i = 0; i < choices.size(); i++) {
            loss -= Math.log(Math.max(1e-300, probabilities(weights, choices.get(i))[right.get(i)]));
        }
        return loss;
    }

    private void accumulate(double[] weights, double[] gradient, double[][] hessian) {
        for (int i = 0; i < size; i++) {
            gradient[i] = penalty * weights[i];
            hessian[i][i] = penalty;
        }
        for (int c = 0; c < choices.size(); c++) {
            double[][] rows = choices.get(c);
            double[] p = probabilities(weights, rows);
            double[] mean = new double[size];
            for (int r = 0; r < rows.length; r++) {
                for (int i = 0; i < size; i++) {
                    mean[i] += p[r] * rows[r][i];
                }
            }
            double[] rightRow = rows[right.get(c)];
            for (int i = 0; i < size; i++) {
                gradient[i] += mean[i] - rightRow[i];
            }
            for (int r = 0; r < rows.length; r++) {
                if (p[r] < 1e-7) {
                    continue;
                }
                for (int i = 0; i < size; i++) {
                    double d = p[r] * (rows[r][i] - mean[i]);
                    if (d != 0) {
                        for (int j = 0; j <= i; j++) {
                            hessian[i][j] += d * (rows[r][j] - mean[j]);
                        }
                    }
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                hessian[j][i] = hessian[i][j];
            }
        }
    }

    private double[] probabilities(double[] weights, double[][] rows) {
        double[] p = new double[rows.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < size; i++) {
                p[r] += weights[i] * rows[r][i];
            }
            highest = Math.max(highest, p[r]);
        }
        double sum = 0;
        for (int r = 0; r < rows.length; r++) {
            p[r] = Math.exp(p[r] - highest);
            sum += p[r];
        }
        for (int r = 0; r < rows.length; r++) {
            p[r] /= sum;
        }
        return p;
    }

    /** Solves a system that is symmetric and positive, by Cholesky. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] low = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= low[i][k] * low[j][k];
                }
                low[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / low[j][j];
            }
        }
        double[] solution = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= low[i][k] * solution[k];
            }
            solution[i] /= low[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                solution[i] -= low[k][i] * solution[k];
            }
            solution[i] /= low[i][i];
        }
        return solution;
    }
}
